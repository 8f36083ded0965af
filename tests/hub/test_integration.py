import re

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain import partners, webhooks

PAGE = "/dashboard/partner/integration"


class TestIntegration:
    async def test_shows_the_partner_id_and_the_onboarding_link(self, partner: Browser, ours: Staffed) -> None:
        text = (await partner.get(PAGE)).text
        assert f'value="{ours.side.partner_id}"' in text
        assert f"/onboarding/{ours.side.partner_id}" in text

    async def test_sets_and_clears_the_webhook_url(self, partner: Browser, database: Database, ours: Staffed) -> None:
        for url in ("https://partner.example/hook?a=1", ""):
            answer = await partner.send(f"{PAGE}/webhook_url", {"url": url}, page=PAGE)
            assert answer.status_code == 303
            async with database.reading(ours.side.partner_id) as db:
                assert await webhooks.partner_url(db, ours.side.partner_id) == (url or None)
        assert "The webhook URL is saved." in (await partner.get(answer.headers["location"])).text

    async def test_sets_the_redirect_url(self, partner: Browser, database: Database, ours: Staffed) -> None:
        answer = await partner.send(f"{PAGE}/redirect_url", {"url": " https://partner.example/back "}, page=PAGE)
        assert answer.status_code == 303
        async with database.reading(ours.side.partner_id) as db:
            partner_now = await partners.get(db, ours.side.partner_id)
        assert partner_now.partner_redirect_url == "https://partner.example/back"

    @pytest.mark.parametrize("field", ["webhook_url", "redirect_url"])
    @pytest.mark.parametrize("url", ["ftp://partner.example", "partner.example", "https://", 'https://a.example/"><b>'])
    async def test_refuses_a_bad_url_beside_its_field(self, partner: Browser, field: str, url: str) -> None:
        answer = await partner.send(f"{PAGE}/{field}", {"url": url}, page=PAGE)
        if url.startswith("https://a."):
            assert '"><b>' not in answer.text
            return
        assert answer.status_code == 400
        assert f'id="{field}-error"' in answer.text
        assert f'value="{url}"' in answer.text

    async def test_shows_the_secret_only_when_asked(self, partner: Browser, database: Database, ours: Staffed) -> None:
        async with database.writing(ours.side.partner_id) as db:
            secret = await webhooks.platform_secret(db, ours.side.partner_id, VAULT)
        assert secret not in (await partner.get(PAGE)).text
        assert secret in (await partner.send(f"{PAGE}/shown_secret", page=PAGE)).text

    async def test_replaces_the_secret(self, partner: Browser, database: Database, ours: Staffed) -> None:
        answer = await partner.send(f"{PAGE}/new_secret", page=PAGE)
        found = re.search(r'id="platform-secret" value="(PHPS\w+)"', answer.text)
        assert found
        async with database.writing(ours.side.partner_id) as db:
            assert await webhooks.platform_secret(db, ours.side.partner_id, VAULT) == found.group(1)
