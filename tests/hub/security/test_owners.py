"""Owners require a second factor of everybody, and reset it for one."""

from tests.hub.browser import Browser
from tests.hub.conftest import Staffed, logged_in, staff
from tests.hub.security.authenticator import PAGE, given, set_up
from tests.hub.security.test_second_factor import actions
from tests.people import add_user

from partnerhub.db.pool import Database

HOME, USERS = "/dashboard/partner", "/dashboard/partner/users"
STEP = "/login/code"


class TestOwners:
    async def test_require_it_of_everybody_and_sessions_from_before_lead_to_the_set_up(
        self, partner: Browser, address: str, database: Database, ours: Staffed, password_hash: str
    ) -> None:
        other = await staff(database, ours.side, password_hash)
        async with logged_in(address, database, ours.side, other.email) as colleague:
            path = f"{USERS}/required_second_factor"
            answer = await partner.send(path, {"second_factor_required": "on"}, page=USERS)
            assert answer.status_code == 303
            for page in (HOME, USERS, "/dashboard/partner/profile"):
                assert (await colleague.get(page)).headers["location"] == PAGE
            assert "Your company requires a second factor" in (await colleague.get(PAGE)).text
            await set_up(colleague)
            assert (await colleague.get(HOME)).status_code == 200
            assert (await partner.get(USERS)).headers["location"] == PAGE  # who requires it needs one, too

    async def test_alone_may_require_it(
        self, address: str, database: Database, ours: Staffed, password_hash: str
    ) -> None:
        person = await staff(database, ours.side, password_hash)
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("UPDATE hub_user SET role = 'admin' WHERE email = $1", person.email)
        async with logged_in(address, database, ours.side, person.email) as admin:
            assert "Everybody needs one" not in (await admin.get(USERS)).text
            answer = await admin.send(f"{USERS}/required_second_factor", page=USERS)
            assert (answer.status_code, "Only an owner" in answer.text) == (403, True)

    async def test_reset_it_for_a_user_who_lost_it(self, partner: Browser, database: Database, ours: Staffed) -> None:
        user_id = await add_user(database, ours.side.partner_id, "developer")
        await given(database, ours.side.partner_id, user_id)
        path = f"{USERS}/{user_id}/second_factor_reset"
        assert "Reset the second factor" in (await partner.get(USERS)).text
        assert (await partner.send(path, page=USERS)).headers["location"] == f"{USERS}?saved=reset"
        assert "Reset the second factor" not in (await partner.get(USERS)).text
        assert (await partner.send(path, page=USERS)).status_code == 409
        assert (await actions(database, ours.side.partner_id))[0] == "second_factor.reset"
