import html
import re

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.hub.onboarding.conftest import change
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

    async def test_shows_the_connect_button_as_code_with_the_partners_own_id(
        self, partner: Browser, ours: Staffed, address: str
    ) -> None:
        text = html.unescape((await partner.get(PAGE)).text)
        codes = re.findall(r'<code id="snippet-(\w+)">(.*?)</code>', text, re.DOTALL)
        assert [name for name, _ in codes] == ["web", "plain", "react"]
        for _, code in codes:
            assert f'"{ours.side.partner_id}"' in code
            assert address in code

    async def test_tries_the_redirect_url_with_an_example(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        assert "nobody can onboard" in (await partner.get(PAGE)).text
        await change(database, ours.side, partner_redirect_url="https://app.example.com/done?a=1")
        text = html.unescape((await partner.get(PAGE)).text)
        given = "client=EXAMPLECL&channels=[EXAMPLE1CH,EXAMPLE2CH]&state=test"
        assert f'href="https://app.example.com/done?a=1&{given}"' in text

    async def test_keeps_headers_for_the_webhook_and_their_values_to_itself(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        for name, value in (("X-Gateway", "one"), ("x-other", "two"), ("x-gateway", "three")):
            assert (
                await partner.send(f"{PAGE}/webhook_header", {"name": name, "value": value}, page=PAGE)
            ).status_code == 303
        assert await headers(database, ours) == {"x-other": "two", "x-gateway": "three"}
        text = (await partner.get(PAGE)).text
        assert "x-gateway: ***" in text
        assert "three" not in text
        await partner.send(f"{PAGE}/webhook_header/removal", {"name": "x-gateway"}, page=PAGE)
        assert await headers(database, ours) == {"x-other": "two"}

    @pytest.mark.parametrize(
        "given", [{"name": "host", "value": "x"}, {"name": "a b"}, {"name": ""}, {"name": "x", "value": "é"}]
    )
    async def test_says_why_a_header_cannot_be(
        self, partner: Browser, database: Database, ours: Staffed, given: dict[str, str]
    ) -> None:
        answer = await partner.send(f"{PAGE}/webhook_header", given, page=PAGE)
        assert answer.status_code == 400
        assert 'id="name-error"' in answer.text
        assert await headers(database, ours) == {}


async def headers(database: Database, ours: Staffed) -> dict[str, str]:
    async with database.reading(ours.side.partner_id) as db:
        return await webhooks.partner_headers(db, ours.side.partner_id, VAULT)


class TestContents:
    async def test_lead_to_every_card_of_the_long_page(self, partner: Browser) -> None:
        text = (await partner.get(PAGE)).text
        places = re.findall(r'<a href="#([\w-]+)">', text)
        assert len(places) == 9
        assert [one for one in places if f'id="{one}"' not in text] == []


class TestSettings:
    async def test_saves_all_of_a_card(self, partner: Browser, database: Database, ours: Staffed) -> None:
        cards = {
            "meta": {
                "default_data_localization_region": "DE",
                "solution_id": "1057285829203717",
                "business_manager_id": "827461526503365",
            },
            "switches": {"io_signature_required": "on", "allow_client_to_add_phone_no": "on"},
        }
        text = ""
        for card, given in cards.items():
            answer = await partner.send(f"{PAGE}/{card}", given, page=PAGE)
            assert answer.status_code == 303
            text = (await partner.get(answer.headers["location"])).text
            assert "saved." in text
        async with database.reading(ours.side.partner_id) as db:
            now = await partners.get(db, ours.side.partner_id)
        assert (
            now.default_data_localization_region,
            now.account_sharing_solution_id,
            now.account_sharing_business_manager_id,
        ) == tuple(cards["meta"].values())
        assert now.io_signature_required
        assert now.allow_client_to_add_phone_no
        assert not now.partner_change_auto_approve
        assert not now.password_tokens
        assert 'value="DE" selected' in text

    @pytest.mark.parametrize(
        ("field", "value"),
        [("solution_id", "12"), ("default_data_localization_region", "FR"), ("business_manager_id", "mine")],
    )  # fmt: skip
    async def test_changes_nothing_of_a_card_with_a_fault_and_says_it_beside_the_field(
        self, partner: Browser, database: Database, ours: Staffed, field: str, value: str
    ) -> None:
        given = {"solution_id": "1057285829203717"}
        async with database.reading(ours.side.partner_id) as db:
            before = await partners.get(db, ours.side.partner_id)
        answer = await partner.send(f"{PAGE}/meta", given | {field: value}, page=PAGE)
        assert answer.status_code == 400
        assert f'id="{field}-error"' in answer.text
        async with database.reading(ours.side.partner_id) as db:
            assert await partners.get(db, ours.side.partner_id) == before
