"""The second factor of a client's user: the same page in the Client Hub, and who helps when it is lost."""

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD, Staffed, logged_in
from tests.hub.security.authenticator import given, set_up
from tests.people import letters_to

from partnerhub.db.pool import Database
from partnerhub.domain.access import users
from partnerhub.domain.access.users import store
from partnerhub.kit import clock, ids

HOME, PAGE, TEAM = "/dashboard/client", "/dashboard/client/second_factor", "/dashboard/client/team"


@pytest.fixture
async def member(database: Database, ours: Staffed, password_hash: str) -> str:
    """The e-mail of a user of our client who is no owner, and has a second factor."""
    email = f"{ids.random_id(10).lower()}@client.example"
    side = ours.side
    async with database.writing(side.partner_id) as db:
        user_id = await users.create(
            db, side.partner_id, email=email, name="Mia Moll", password_hash=password_hash, client_id=side.client_id,
            role="member", now=clock.now(),
        )  # fmt: skip
    await given(database, side.partner_id, user_id)
    return email


async def id_of(database: Database, ours: Staffed, email: str) -> str:
    async with database.reading(ours.side.partner_id) as db:
        return await db.fetchval("SELECT id FROM hub_user WHERE email = $1", email)


async def test_a_client_sets_it_up_and_is_asked_for_the_code_from_then_on(
    client: Browser, browser: Browser, ours: Staffed
) -> None:
    assert PAGE in (await client.get(f"{HOME}/profile")).text
    authenticator = await set_up(client, PAGE)
    assert "Recovery codes left: 10." in (await client.get(PAGE)).text
    answer = await browser.send("/login", {"email": ours.client_email, "password": PASSWORD})
    assert answer.headers["location"] == f"/login/code?next={HOME}"
    answer = await browser.send("/login/code", {"code": authenticator.code()})
    assert (answer.status_code, answer.headers["location"]) == (303, HOME)
    proof = {"password": PASSWORD, "code": authenticator.recovery_codes[0]}
    assert (await client.send(f"{PAGE}/end", proof, page=PAGE)).headers["location"] == f"{PAGE}?saved=off"


async def test_a_client_need_not_have_one_where_the_partner_requires_it_of_its_own(
    client: Browser, database: Database, ours: Staffed
) -> None:
    async with database.writing(ours.side.partner_id) as db:
        await db.execute("UPDATE partner SET second_factor_required = true")
    assert (await client.get(HOME)).status_code == 200
    assert "requires a second factor" not in (await client.get(PAGE)).text


async def test_an_owner_resets_a_members_who_logs_in_by_password_then(
    client: Browser, browser: Browser, database: Database, ours: Staffed, member: str
) -> None:
    assert "Reset the second factor: Mia Moll" in (await client.get(TEAM)).text
    reset = f"{TEAM}/{await id_of(database, ours, member)}/second_factor_reset"
    assert (await client.send(reset, page=TEAM)).headers["location"] == f"{TEAM}?saved=reset"
    assert "no longer asks" in (await letters_to(database, member))[-1]
    assert (await client.send(reset, page=TEAM)).status_code == 409
    await browser.log_in(member, PASSWORD)
    assert (await browser.get(HOME)).status_code == 200


async def test_an_owner_has_no_say_over_that_of_a_member_of_other_hubs(
    client: Browser, database: Database, ours: Staffed, rival: Staffed, member: str
) -> None:
    async with database.reading(ours.side.partner_id) as db:
        person_id = await db.fetchval("SELECT person_id FROM hub_user WHERE email = $1", member)
    elsewhere = rival.side
    async with database.writing(elsewhere.partner_id) as db:
        user_id = await users.create(
            db, elsewhere.partner_id, email=member, name="Mia Moll", password_hash=None, client_id=elsewhere.client_id,
            role="member", now=clock.now(),
        )  # fmt: skip
        await store.join(db, elsewhere.partner_id, user_id, person_id, name="Mia Moll", now=clock.now())
    refused = await client.send(f"{TEAM}/{await id_of(database, ours, member)}/second_factor_reset", page=TEAM)
    assert (refused.status_code, "Only the operator" in refused.text) == (409, True)
    async with database.reading(ours.side.partner_id) as db:
        assert await db.fetchval("SELECT EXISTS (SELECT FROM second_factor WHERE person_id = $1)", person_id)


async def test_nobody_else_resets_it(
    partner: Browser, database: Database, address: str, ours: Staffed, rival: Staffed, member: str
) -> None:
    reset = f"{TEAM}/{await id_of(database, ours, member)}/second_factor_reset"
    async with (
        logged_in(address, database, ours.side, member) as themselves,
        logged_in(address, database, rival.side, rival.client_email) as neighbour,
    ):
        assert (await themselves.send(reset, page=TEAM)).status_code == 403
        assert (await neighbour.send(reset, page=TEAM)).status_code == 404
        assert (await partner.send(reset, page="/dashboard/partner")).status_code == 403
