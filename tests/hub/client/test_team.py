"""The client's page Team."""

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in
from tests.people import letters_to, link_in

from partnerhub.db.pool import Database
from partnerhub.domain.access.users import team_store
from partnerhub.domain.access.users.team_store import Member
from partnerhub.kit import ids

PAGE = "/dashboard/client/team"
NEW = "A new password 1"


@pytest.fixture
def email() -> str:
    return f"{ids.random_id(10).lower()}@bakery.example"


@pytest.fixture
async def invited(client: Browser, database: Database, email: str) -> str:
    """The link in the letter to a new member."""
    answer = await client.send(PAGE, {"email": email.upper(), "name": "Mia", "role": "member"})
    assert answer.status_code == 303, answer.text
    return "/login/invitation/" + link_in((await letters_to(database, email))[-1])


async def found(database: Database, ours: Staffed, email: str) -> Member:
    side = ours.side
    async with database.reading(side.partner_id) as db:
        return next(
            one for one in await team_store.of_client(db, side.partner_id, side.client_id) if one.email == email
        )


class TestMembers:
    async def test_choose_a_password_and_work_but_have_no_say_over_people(
        self, browser: Browser, invited: str, email: str, database: Database, ours: Staffed
    ) -> None:
        assert "Client Hub of Acme client" in (await letters_to(database, email))[-1]
        answer = await browser.send(invited, {"name": "Mia Moll", "password": NEW})
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard/client")
        mia = await found(database, ours, email)
        assert (mia.name, mia.role, mia.status) == ("Mia Moll", "member", "active")
        text = (await browser.get(PAGE)).text
        assert ours.client_email in text
        assert "Send the invitation" not in text
        headers = {"x-csrf-token": await browser.token("/dashboard/client")}
        boss = await found(database, ours, ours.client_email)
        for path in (PAGE, *(f"{PAGE}/{boss.id}/{verb}" for verb in ("role", "invitation", "deletion"))):
            refused = await browser.http.post(path, data={"role": "member"}, headers=headers)
            assert (refused.status_code, "Only owners" in refused.text) == (403, True), path
        share = f"/dashboard/client/channels/{ours.side.channel_id}/withdrawal"
        assert (await browser.http.post(share, headers=headers)).status_code == 303

    async def test_are_made_owners_invited_again_and_removed(
        self, client: Browser, browser: Browser, invited: str, email: str, database: Database, ours: Staffed
    ) -> None:
        mia = await found(database, ours, email)
        assert (await client.send(f"{PAGE}/{mia.id}/role", {"role": "owner"}, page=PAGE)).status_code == 303
        assert (await found(database, ours, email)).role == "owner"
        assert (await client.send(f"{PAGE}/{mia.id}/invitation", page=PAGE)).status_code == 303
        assert (await browser.get(invited)).status_code == 404  # the newest link only
        await browser.send(
            "/login/invitation/" + link_in((await letters_to(database, email))[-1]), {"name": "Mia", "password": NEW}
        )
        assert (await client.send(f"{PAGE}/{mia.id}/invitation", page=PAGE)).status_code == 409
        answer = await client.send(f"{PAGE}/{mia.id}/deletion", page=PAGE)
        assert answer.headers["location"] == f"{PAGE}?saved=deleted"
        assert (await browser.get("/dashboard/client")).headers["location"].startswith("/login")

    async def test_that_are_wrong_are_told_beside_the_field(self, client: Browser, ours: Staffed) -> None:
        for form, told in (
            ({"email": "x", "name": "x", "role": "member"}, "Enter an e-mail address"),
            ({"email": "x@y.example", "name": " ", "role": "member"}, "Enter a name"),
            ({"email": "x@y.example", "name": "x", "role": "admin"}, "Choose a role"),
            ({"email": ours.client_email, "name": "x", "role": "member"}, "already have a user"),
        ):
            answer = await client.send(PAGE, form)
            assert answer.status_code in {400, 409}
            assert told in answer.text


class TestOwners:
    async def test_the_last_one_stays(self, client: Browser, database: Database, ours: Staffed) -> None:
        boss = await found(database, ours, ours.client_email)
        for verb, form in (("deletion", {}), ("role", {"role": "member"})):
            answer = await client.send(f"{PAGE}/{boss.id}/{verb}", form, page=PAGE)
            assert (answer.status_code, "last owner" in answer.text) == (409, True)

    async def test_have_no_say_over_a_neighbours_people(
        self, client: Browser, address: str, database: Database, ours: Staffed, rival: Staffed
    ) -> None:
        async with logged_in(address, database, rival.side, rival.client_email) as theirs:
            boss = await found(database, ours, ours.client_email)
            for verb in ("role", "invitation", "deletion"):
                answer = await theirs.send(f"{PAGE}/{boss.id}/{verb}", {"role": "member"}, page=PAGE)
                assert answer.status_code == 404
        async with database.reading(ours.side.partner_id) as db:
            partners_own = await db.fetchval("SELECT id FROM hub_user WHERE email = $1", ours.email)
        assert (await client.send(f"{PAGE}/{partners_own}/deletion", page=PAGE)).status_code == 404
