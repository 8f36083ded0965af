"""What people do in the hub and on the onboarding pages, as the audit log tells it."""

import asyncpg
from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD, Staffed

from partnerhub.db.pool import Database
from partnerhub.domain import audit
from partnerhub.domain.audit import Change


async def lines(database: Database, partner_id: str) -> list[asyncpg.Record]:
    async with database.reading(partner_id) as db:
        return await db.fetch("SELECT * FROM audit ORDER BY id")


class TestPeople:
    async def test_log_in_and_out_from_somewhere(self, browser: Browser, database: Database, ours: Staffed) -> None:
        await browser.log_in(ours.email, PASSWORD)
        await browser.send("/logout", page="/dashboard/partner")
        begun, ended = await lines(database, ours.side.partner_id)
        assert (begun["action"], ended["action"]) == ("session.start", "session.end")
        assert begun["actor"] == ended["actor"] == f"user:{begun['subject']}"
        assert (begun["address"], begun["changes"]) == ("127.0.0.1", "[]")

    async def test_change_settings_by_one_line_that_says_from_what_to_what(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        page = "/dashboard/partner/integration"
        for url in ("https://partner.example/old", "https://partner.example/new"):
            await partner.send(f"{page}/redirect_url", {"url": url}, page=page)
        line = (await lines(database, ours.side.partner_id))[-1]
        assert audit.read(line["changes"]) == [
            Change(
                of="partner",
                id=ours.side.partner_id,
                before={"partner_redirect_url": "https://partner.example/old"},
                after={"partner_redirect_url": "https://partner.example/new"},
            )
        ]

    async def test_who_are_refused_leave_no_line(self, partner: Browser, database: Database, ours: Staffed) -> None:
        page = "/dashboard/partner/integration"
        assert (await partner.send(f"{page}/webhook_url", {"url": "ftp://x"}, page=page)).status_code == 400
        assert await lines(database, ours.side.partner_id) == []
