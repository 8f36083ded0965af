"""The client's page Partner, and the other partner's answer."""

import re

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain import channel_keys, partner_changes

PAGE = "/dashboard/client/partner"
CHANGES = "/dashboard/partner/changes"


async def asked(client: Browser, rival: Staffed) -> None:
    answer = await client.send(PAGE, {"to": rival.side.partner_id, "word": "MOVE"}, page=PAGE)
    assert (answer.status_code, answer.headers.get("location")) == (303, f"{PAGE}?saved=asked"), answer.text


async def request_id(database: Database, rival: Staffed) -> str:
    async with database.reading(rival.side.partner_id) as db:
        return (await partner_changes.of_partner(db, rival.side.partner_id))[0].id


class TestAsking:
    async def test_says_what_will_happen_before_the_word_is_typed(self, client: Browser, rival: Staffed) -> None:
        assert "ID of the new partner" in (await client.get(PAGE)).text
        text = (await client.get(PAGE, params={"to": f" {rival.side.partner_id} "})).text
        for part in ("Rival", "All your numbers move: +49", "It happens when Rival accepts", "Type MOVE"):
            assert part in text

    async def test_needs_the_word(self, client: Browser, rival: Staffed, database: Database) -> None:
        answer = await client.send(PAGE, {"to": rival.side.partner_id, "word": "move it"}, page=PAGE)
        assert answer.status_code == 400
        assert "Type MOVE to go on." in answer.text
        async with database.reading(rival.side.partner_id) as db:
            assert await partner_changes.waiting(db, rival.side.partner_id) == 0

    @pytest.mark.parametrize(
        ("change", "status", "told"),
        [
            ("payment_model = 'partner'", 409, "Destination partner is using a different payment processor."),
            ("blocked_new_submission = true", 409, "takes no new clients"),
        ],
    )
    async def test_says_beside_the_field_what_is_wrong(
        self, client: Browser, rival: Staffed, database: Database, change: str, status: int, told: str
    ) -> None:
        async with database.writing(rival.side.partner_id) as db:
            await db.execute(f"UPDATE partner SET {change} WHERE id = $1", rival.side.partner_id)
        assert told in (await client.get(PAGE, params={"to": rival.side.partner_id})).text
        answer = await client.send(PAGE, {"to": rival.side.partner_id, "word": "MOVE"}, page=PAGE)
        assert (answer.status_code, told in answer.text) == (status, True)

    async def test_of_a_partner_that_is_not_there(self, client: Browser, ours: Staffed) -> None:
        for to in ("nobodyPA", ours.side.partner_id, "%00", "x" * 100):
            assert "There is no other partner with this ID" in (await client.get(f"{PAGE}?to={to}")).text, to

    async def test_is_for_owners(self, client: Browser, rival: Staffed, ours: Staffed, database: Database) -> None:
        await asked(client, rival)
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("UPDATE hub_user SET role = 'member' WHERE email = $1", ours.client_email)
        text = (await client.get(PAGE)).text
        assert "Take the request back" not in text
        for path in (PAGE, f"{PAGE}/withdrawal"):
            answer = await client.send(path, {"to": rival.side.partner_id, "word": "MOVE"}, page=PAGE)
            assert (answer.status_code, "Only owners" in answer.text) == (403, True)

    async def test_can_be_taken_back(self, client: Browser, rival: Staffed, database: Database) -> None:
        await asked(client, rival)
        assert "Waits for Rival" in (await client.get(PAGE)).text
        assert (await client.send(f"{PAGE}/withdrawal", page=PAGE)).headers["location"] == f"{PAGE}?saved=withdrawn"
        assert "Waits for Rival" not in (await client.get(PAGE)).text
        async with database.reading(rival.side.partner_id) as db:
            assert await partner_changes.waiting(db, rival.side.partner_id) == 0
        assert (await client.send(f"{PAGE}/withdrawal", page=PAGE)).status_code == 409


class TestDeciding:
    async def test_accepting_brings_the_client_who_goes_on_in_its_session(
        self, client: Browser, rival: Staffed, ours: Staffed, database: Database, address: str
    ) -> None:
        await asked(client, rival)
        async with logged_in(address, database, rival.side, rival.email) as theirs:
            assert "Asking to come to you: 1" in (await theirs.get("/dashboard/partner/clients")).text
            text = (await theirs.get(CHANGES)).text
            assert "Acme client" in text
            assert "Acme</dd>" in text
            change = await request_id(database, rival)
            answer = await theirs.send(f"{CHANGES}/{change}/acceptance", page=CHANGES)
            assert answer.headers["location"] == f"{CHANGES}?saved=accepted"
            text = (await theirs.get(CHANGES)).text
            found = re.search(r'href="/dashboard/partner/clients/(\w+CL)"', text)
            assert found
            assert (await theirs.get(f"/dashboard/partner/clients/{found[1]}")).status_code == 200
            again = await theirs.send(f"{CHANGES}/{change}/acceptance", page=CHANGES)
            assert (again.status_code, "This request is over" in again.text) == (409, True)
        home = (await client.get("/dashboard/client")).text
        assert "Client Hub · Rival" in home
        assert "Share with Rival" in home
        assert await channel_keys.Entrance(database, VAULT).enter(ours.side.d360_api_key) is None

    async def test_the_old_partner_sees_that_it_went(
        self, client: Browser, partner: Browser, rival: Staffed, database: Database
    ) -> None:
        async with database.writing(rival.side.partner_id) as db:
            await db.execute(
                "UPDATE partner SET partner_change_auto_approve = true WHERE id = $1", rival.side.partner_id
            )
        answer = await client.send(PAGE, {"to": rival.side.partner_id, "word": "MOVE"}, page=PAGE)
        assert answer.headers["location"] == f"{PAGE}?saved=moved"
        text = (await partner.get(CHANGES)).text
        assert "to Rival" in text
        assert "Accepted" in text

    async def test_refusing_leaves_all_as_it_was(
        self, client: Browser, rival: Staffed, database: Database, address: str, ours: Staffed
    ) -> None:
        await asked(client, rival)
        async with logged_in(address, database, rival.side, rival.email) as theirs:
            answer = await theirs.send(f"{CHANGES}/{await request_id(database, rival)}/refusal", page=CHANGES)
            assert answer.headers["location"] == f"{CHANGES}?saved=refused"
        assert "Rival has not accepted your last request." in (await client.get(PAGE)).text
        assert await channel_keys.Entrance(database, VAULT).enter(ours.side.d360_api_key)

    async def test_of_others_requests_is_not_possible(
        self, client: Browser, partner: Browser, rival: Staffed, database: Database
    ) -> None:
        await asked(client, rival)
        change = await request_id(database, rival)
        for verb in ("acceptance", "refusal"):
            assert (await partner.send(f"{CHANGES}/{change}/{verb}", page=CHANGES)).status_code == 404
