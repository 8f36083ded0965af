import hashlib
import hmac
import time
from datetime import timedelta
from typing import Any

import pytest
from tests.hub.onboarding.conftest import Person, change
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.kit import clock

SHAPES = (
    "/dashboard/app/{}/permissions",
    "/dashboard/app/{}",
    "/onboarding/{}",
    "/lp/whatsapp/{}",
    "/lp/migrate/{}",
)


def signed(side: Side, at: float | None = None) -> dict[str, str]:
    stamp = str(int(at or time.time()))
    key, text = side.platform_secret.encode(), f"{side.partner_id}|{stamp}".encode()
    return {"io_timestamp": stamp, "io_signature": hmac.new(key, text, hashlib.sha512).hexdigest()}


class TestEntry:
    @pytest.mark.parametrize("shape", SHAPES)
    async def test_leads_to_the_account_page_from_all_five_addresses(
        self, person: Person, side: Side, shape: str
    ) -> None:
        await person.open(shape.format(side.partner_id), params={"name": "Ada's Engines", "email": "ada@e.example"})
        assert (person.page.status_code, person.step) == (200, "account")
        assert "Acme" in person.page.text
        assert 'value="Ada&#39;s Engines"' in person.page.text
        assert 'value="ada@e.example"' in person.page.text

    @pytest.mark.parametrize("shape", SHAPES)
    async def test_knows_no_other_partners(self, person: Person, shape: str) -> None:
        await person.open(shape.format("nobodyPA"))
        assert person.page.status_code == 404
        assert "unknown_partner" in person.page.text

    async def test_ignores_unknown_keys_and_empty_values(self, person: Person, side: Side) -> None:
        keys = "&".join(f"{key}=" for key in ("number", "email", "state", "redirect_url", "next", "io_signature"))
        await person.open(f"/dashboard/app/{side.partner_id}?{keys}&whatever=1")
        assert (person.page.status_code, person.step) == (200, "account")

    async def test_shows_the_log_in_when_the_link_asks_for_it(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}?next=login&email=ada@e.example")
        assert person.step == "log-in"
        assert 'value="ada@e.example"' in person.page.text

    async def test_says_what_is_missing_when_there_is_nowhere_to_go_back_to(
        self, person: Person, side: Side, database: Database
    ) -> None:
        await change(database, side, partner_redirect_url=None)
        await person.open(f"/onboarding/{side.partner_id}")
        assert person.page.status_code == 400
        assert "redirect_missing" in person.page.text

    async def test_sends_nobody_to_an_address_that_is_not_registered(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}", params={"redirect_url": "https://evil.example/"})
        assert person.page.status_code == 400
        assert "redirect_not_allowed" in person.page.text

    async def test_keeps_a_visit_to_the_browser_that_began_it(
        self, person: Person, another: Person, side: Side
    ) -> None:
        await person.open(f"/onboarding/{side.partner_id}")
        await another.open(person.page.url.path)
        assert another.page.status_code == 404
        assert "visit_over" in another.page.text

    async def test_keeps_two_visits_of_one_browser_apart(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}?name=One")
        first = person.page.url.path
        await person.open(f"/onboarding/{side.partner_id}?name=Two")
        assert 'value="Two"' in person.page.text
        await person.open(first)
        assert 'value="One"' in person.page.text


class TestReplacedSecrets:
    async def test_sign_links_beside_the_new_while_both_are_good(
        self, person: Person, side: Side, database: Database
    ) -> None:
        await change(database, side, io_signature_required=True)
        old = side.platform_secret
        async with database.writing(side.partner_id) as db:
            new = await webhooks.rotate(db, side.partner_id, VAULT, overlap=timedelta(hours=1), now=clock.now())
        for secret in (old, new):
            side.platform_secret = secret
            await person.open(f"/onboarding/{side.partner_id}", params=signed(side))
            assert person.step == "account"
        async with database.writing(side.partner_id) as db:
            await webhooks.end_rotation(db, side.partner_id, now=clock.now())
        side.platform_secret = old
        await person.open(f"/onboarding/{side.partner_id}", params=signed(side, time.time() + 1))
        assert "signature_wrong" in person.page.text


class TestHeaders:
    async def test_keep_the_opener_and_forbid_frames(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}")
        assert "cross-origin-opener-policy" not in person.page.headers
        assert "frame-ancestors 'none'" in person.page.headers["content-security-policy"]

    async def test_let_the_submission_form_offer_itself_inside_a_frame(self, person: Person, side: Side) -> None:
        path = f"/lp/whatsapp/{side.partner_id}?partner=a&email=b%40c.example"
        await person.open(path, headers={"sec-fetch-dest": "iframe"})
        assert person.page.status_code == 200
        assert "frame-ancestors 'none' *" in person.page.headers["content-security-policy"]
        assert f'href="{path.replace("&", "&amp;")}"' in person.page.text
        assert not any("onboarding" in name for name in person.http.cookies)


class TestSignedLinks:
    @pytest.fixture(autouse=True)
    async def _required(self, side: Side, database: Database) -> None:
        await change(database, side, io_signature_required=True)

    async def test_are_good_once(self, person: Person, another: Person, side: Side) -> None:
        params = signed(side)
        await person.open(f"/onboarding/{side.partner_id}", params=params)
        assert person.step == "account"
        for again in (person, another):
            await again.open(f"/onboarding/{side.partner_id}", params=params)
            assert again.page.status_code == 403
            assert "already_used" in again.page.text

    @pytest.mark.parametrize(
        ("change_of", "code"),
        [
            ({"io_signature": ""}, "signature_missing"),
            ({"io_signature": "0" * 128}, "signature_wrong"),
            ({"io_timestamp": "1"}, "signature_wrong"),
        ],
    )
    async def test_are_refused_when_not_right(
        self, person: Person, side: Side, change_of: dict[str, Any], code: str
    ) -> None:
        await person.open(f"/onboarding/{side.partner_id}", params={**signed(side), **change_of})
        assert person.page.status_code == 403
        assert code in person.page.text

    async def test_are_refused_when_old(self, person: Person, side: Side) -> None:
        await person.open(f"/onboarding/{side.partner_id}", params=signed(side, time.time() - 700))
        assert "link_expired" in person.page.text

    async def test_of_another_partner_do_not_count(self, person: Person, side: Side) -> None:
        other = signed(Side(partner_id="otherPA", partner_key=""))
        await person.open(f"/onboarding/{side.partner_id}", params=other)
        assert "signature_wrong" in person.page.text
