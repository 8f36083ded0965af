import re
from datetime import timedelta
from urllib.parse import urlsplit

import asyncpg
import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.hub.onboarding.conftest import change
from tests.world import VAULT

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.onboarding import Parameters, links
from partnerhub.domain.onboarding.links import Link
from partnerhub.kit import clock, qr

PAGE = "/dashboard/partner/onboarding_links"
GIVEN = {
    "name": "Ada's Engines", "email": "ada@engines.example", "number": "+49 1511 2345678", "partner_payload": "crm-7",
    "state": "s 1", "lang": "de", "days": "7", "max_uses": "3", "success_url": "https://app.example.com/yes",
    "failure_url": "https://app.example.com/no",
}  # fmt: skip


@pytest.fixture(autouse=True)
async def _redirect(database: Database, ours: Staffed) -> None:
    await change(database, ours.side, partner_redirect_url="https://app.example.com/done")


async def newest(database: Database, ours: Staffed) -> Link:
    async with database.reading(ours.side.partner_id) as db:
        return (
            await links.page(db, ours.side.partner_id, VAULT, before=None, since=None, until=None, limit=1)
        )[0]  # fmt: skip


async def made(partner: Browser, database: Database, ours: Staffed, **changed: str) -> Link:
    answer = await partner.send(f"{PAGE}/new", GIVEN | changed)
    assert answer.status_code == 303, answer.text
    return await newest(database, ours)


class TestMaking:
    async def test_keeps_what_is_known_of_the_company(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        link = await made(partner, database, ours)
        given = link.parameters
        assert (given.name, given.email, given.partner, given.state, given.lang) == (
            "Ada's Engines", "ada@engines.example", "crm-7", "s 1", "de",
        )  # fmt: skip
        assert given.digits == "4915112345678"
        assert (link.max_uses, link.success_url, link.failure_url) == (3, GIVEN["success_url"], GIVEN["failure_url"])
        assert link.expires_at - link.created_at == timedelta(days=7)

    async def test_needs_no_fact_at_all(self, partner: Browser, database: Database, ours: Staffed) -> None:
        answer = await partner.send(f"{PAGE}/new", {})
        link = await newest(database, ours)
        assert answer.headers["location"] == f"{PAGE}/{link.id}?new=1"
        assert (link.max_uses, link.expires_at - link.created_at) == (1, timedelta(days=30))
        assert "Any company" in (await partner.get(answer.headers["location"])).text

    @pytest.mark.parametrize(
        ("field", "value"),
        [("max_uses", "0"), ("max_uses", "many"), ("max_uses", "1000001"), ("max_uses", "²"), ("days", "8"), ("name", "x" * 2049),
         ("partner_payload", "x" * 2049), ("success_url", "https://elsewhere.example/"), ("failure_url", "no.example")],
    )  # fmt: skip
    async def test_says_beside_the_field_what_is_wrong_and_keeps_the_rest(
        self, partner: Browser, database: Database, ours: Staffed, field: str, value: str
    ) -> None:
        before = await newest(database, ours)
        answer = await partner.send(f"{PAGE}/new", GIVEN | {field: value})
        assert answer.status_code == 400
        assert f'id="{field}-error"' in answer.text
        assert 'value="s 1"' in answer.text
        assert (await newest(database, ours)).id == before.id

    async def test_asks_for_a_success_url_where_there_is_no_redirect_url(
        self, partner: Browser, database: Database, ours: Staffed
    ) -> None:
        await change(database, ours.side, partner_redirect_url=None)
        answer = await partner.send(f"{PAGE}/new", {})
        assert answer.status_code == 400
        assert 'id="success_url-error"' in answer.text


class TestShown:
    async def test_a_link_has_its_address_to_copy_to_mail_and_to_scan(
        self, partner: Browser, browser: Browser, database: Database, ours: Staffed
    ) -> None:
        link = await made(partner, database, ours)
        text = (await partner.get(f"{PAGE}/{link.id}?new=1")).text
        (url,) = re.findall(r'id="link" value="([^"]+)"', text)
        assert qr.svg(url, "QR code of this link") in text
        assert 'href="mailto:ada%40engines.example?subject=' in text or 'href="mailto:ada@engines.example?' in text
        opened = await browser.get(urlsplit(url).path)
        assert (opened.status_code, opened.headers["location"][:19]) == (303, "/onboarding/visits/")

    async def test_the_list_tells_how_each_stands(self, partner: Browser, database: Database, ours: Staffed) -> None:
        made_ones = [await made(partner, database, ours, name=name) for name in ("Open", "Used", "Over", "Gone")]
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("UPDATE onboarding_link SET uses = max_uses WHERE id = $1", made_ones[1].id)
            await db.execute("UPDATE onboarding_link SET expires_at = now() WHERE id = $1", made_ones[2].id)
        await partner.send(f"{PAGE}/{made_ones[3].id}/revocation", page=f"{PAGE}/{made_ones[3].id}")
        text = (await partner.get(PAGE)).text
        rows = [re.sub(r"<[^>]+>|\s+", " ", row) for row in text.split("<tr ")[1:]]
        for name, status, uses in (
            ("Open", "Active", "0 of 3"), ("Used", "Used up", "3 of 3"), ("Over", "Expired", "0 of 3"),
            ("Gone", "Revoked", "0 of 3"),
        ):  # fmt: skip
            (row,) = (row for row in rows if f" {name} " in row)
            assert status in row
            assert uses in row
        assert 'id="link"' not in (await partner.get(f"{PAGE}/{made_ones[3].id}")).text

    async def test_without_links_the_list_says_what_to_do(self, partner: Browser, dsns: Dsns, ours: Staffed) -> None:
        owner = await asyncpg.connect(dsns.owner)
        await owner.execute("DELETE FROM onboarding_link WHERE partner_id = $1", ours.side.partner_id)
        await owner.close()
        text = (await partner.get(PAGE)).text
        assert "Make the first link" in text
        assert f"/onboarding/{ours.side.partner_id}" in text

    async def test_older_ones_are_on_further_pages(self, partner: Browser, database: Database, ours: Staffed) -> None:
        now = clock.now()
        async with database.writing(ours.side.partner_id) as db:
            for _ in range(60):
                await links.create(
                    db, ours.side.partner_id, Parameters(), success_url=None, failure_url=None, max_uses=1,
                    expires_at=now + timedelta(days=1), vault=VAULT, any_target=True, now=now,
                )  # fmt: skip
        first = (await partner.get(PAGE)).text
        (older,) = re.findall(r'href="(\?cursor=[^"]+)"', first)
        second = (await partner.get(PAGE + older)).text
        rows = [set(re.findall(r'<tr id="(lnk_\w+)"', text)) for text in (first, second)]
        assert (len(rows[0]), rows[0] & rows[1]) == (50, set())
        assert len(rows[1]) >= 10
        for odd in ("x", "lnk_" + "z" * 32, "%00"):
            assert (await partner.get(f"{PAGE}?cursor={odd}")).status_code == 200


class TestRevoking:
    async def test_closes_the_link_and_is_written_down(
        self, partner: Browser, browser: Browser, database: Database, ours: Staffed
    ) -> None:
        link = await made(partner, database, ours, failure_url="")
        for _ in range(2):
            answer = await partner.send(
                f"{PAGE}/{link.id}/revocation", page=f"{PAGE}/{link.id}" if not _ else PAGE + "/new"
            )
            assert answer.headers["location"] == f"{PAGE}/{link.id}"
        assert "link_revoked" in (await browser.get(f"/onboarding/links/{link.token}")).text
        async with database.reading(ours.side.partner_id) as db:
            actions = await db.fetch("SELECT action FROM audit WHERE subject = $1 ORDER BY id", link.id)
        assert [row[0] for row in actions][:2] == ["onboarding_links.create", "onboarding_links.revoke"]

    async def test_is_not_for_others_links(
        self, partner: Browser, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        theirs = rival.side.link_id
        assert (await partner.get(f"{PAGE}/{theirs}")).status_code == 404
        answer = await partner.send(f"{PAGE}/{theirs}/revocation", page=f"{PAGE}/new")
        assert answer.status_code == 404


async def test_who_may_only_look_finds_nothing_to_press(partner: Browser, database: Database, ours: Staffed) -> None:
    link = await made(partner, database, ours)
    async with database.writing(ours.side.partner_id) as db:
        await db.execute("UPDATE hub_user SET role = 'read_only' WHERE email = $1", ours.email)
    for path in (PAGE, f"{PAGE}/{link.id}"):
        text = (await partner.get(path)).text
        assert "revocation" not in text
        assert f"{PAGE}/new" not in text
    assert (await partner.get(f"{PAGE}/new")).status_code == 403
