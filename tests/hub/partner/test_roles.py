"""Who may only look finds nothing to press that would be refused."""

import re

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed

from partnerhub.db.pool import Database

FORM = re.compile(r'<form[^>]*method="post"[^>]*action="([^"]+)"')
NUMBER = "/dashboard/partner/channels/{}"
PAGES = ("", "/templates", "/insights", "/billing", "/webhooks", "/health", "/activity")


@pytest.mark.parametrize("role", ["read_only", "billing"])
async def test_a_role_that_only_reads_finds_no_form_but_log_out(
    partner: Browser, database: Database, ours: Staffed, role: str
) -> None:
    async with database.writing(ours.side.partner_id) as db:
        await db.execute("UPDATE hub_user SET role = $1 WHERE email = $2", role, ours.email)
    number = NUMBER.format(ours.side.channel_id)
    templates = "/dashboard/partner/templates"
    for path in (*(f"{number}{rest}" for rest in PAGES), templates, f"{templates}/{ours.side.template_id}"):
        answer = await partner.get(path)
        assert answer.status_code in {200, 403}, path
        if answer.status_code == 200:
            assert [one for one in FORM.findall(answer.text) if one != "/logout"] == [], path
        tabs = re.findall(rf'href="({number}[^"#?]*)"', answer.text)
        for tab in set(tabs):
            assert (await partner.get(tab)).status_code == 200, tab
