"""The second factor: the page that sets it up, the log-in that asks for it, owners who require it."""

import asyncio

import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD, Staffed, logged_in
from tests.hub.security.authenticator import KEY, PAGE, Authenticator, given, set_up
from tests.hub.test_users import arrived
from tests.people import letters_to, link_in
from tests.world import VAULT

from partnerhub.db.pool import Database
from partnerhub.domain.access import attempts
from partnerhub.kit import clock

HOME, USERS = "/dashboard/partner", "/dashboard/partner/users"
STEP = "/login/code"


@pytest.fixture
async def user_id(database: Database, ours: Staffed) -> str:
    async with database.reading(ours.side.partner_id) as db:
        return await db.fetchval("SELECT id FROM hub_user WHERE email = $1", ours.email)


@pytest.fixture
async def authenticator(database: Database, ours: Staffed, user_id: str) -> Authenticator:
    """Our partner's user has a second factor."""
    return await given(database, ours.side.partner_id, user_id)


async def unlock(database: Database) -> None:
    """Who was wrong may try again at once."""
    async with database.entering() as db:
        await db.execute("UPDATE login_attempt SET locked_until = now()")


async def half_in(browser: Browser, email: str, to: str = "") -> None:
    """The password is right; the code is still to come."""
    answer = await browser.send("/login", {"email": email, "password": PASSWORD, "next": to})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{STEP}?next={to or HOME}")


async def actions(database: Database, partner_id: str) -> list[str]:
    async with database.reading(partner_id) as db:
        return [row[0] for row in await db.fetch("SELECT action FROM audit ORDER BY id DESC LIMIT 5")]


class TestSetUp:
    async def test_counts_after_the_first_code_shows_recovery_codes_once_and_ends_other_sessions(
        self, partner: Browser, address: str, database: Database, ours: Staffed
    ) -> None:
        async with logged_in(address, database, ours.side, ours.email) as other:
            made = await set_up(partner)
            assert len(set(made.recovery_codes)) == 10
            assert (await other.get(HOME)).status_code == 303
        page = (await partner.get(PAGE)).text
        assert "Recovery codes left: 10." in page
        assert made.recovery_codes[0] not in page
        assert KEY.search(page) is None
        assert "now asks for a code" in (await letters_to(database, ours.email))[-1]
        assert (await actions(database, ours.side.partner_id))[:2] == ["second_factor.confirm", "second_factor.begin"]

    async def test_wants_the_password_and_a_code_that_fits(
        self, partner: Browser, browser: Browser, ours: Staffed, database: Database
    ) -> None:
        refused = await partner.send(PAGE, {"password": "wrong"})
        assert (refused.status_code, "The e-mail or password is wrong." in refused.text) == (401, True)
        await unlock(database)
        await partner.send(PAGE, {"password": PASSWORD})
        wrong = await partner.send(f"{PAGE}/confirmation", {"code": "123"}, page=PAGE)
        assert (wrong.status_code, "This code is wrong" in wrong.text) == (401, True)
        await browser.log_in(ours.email, PASSWORD)
        assert (await browser.get(HOME)).status_code == 200  # it does not count yet

    async def test_is_undone_with_the_password_and_a_code(
        self, partner: Browser, authenticator: Authenticator, browser: Browser, ours: Staffed, database: Database
    ) -> None:
        code = authenticator.code()
        half = await partner.send(f"{PAGE}/end", {"password": PASSWORD, "code": "000000"}, page=PAGE)
        assert (half.status_code, "This code is wrong" in half.text) == (401, True)
        await unlock(database)
        answer = await partner.send(f"{PAGE}/end", {"password": PASSWORD, "code": code}, page=PAGE)
        assert answer.headers["location"] == f"{PAGE}?saved=off"
        await browser.log_in(ours.email, PASSWORD)
        assert (await browser.get(HOME)).status_code == 200

    async def test_gives_new_recovery_codes_that_end_the_old(
        self, partner: Browser, authenticator: Authenticator, browser: Browser, ours: Staffed
    ) -> None:
        path = f"{PAGE}/recovery_codes"
        assert (await partner.send(path, {"code": authenticator.code()}, page=PAGE)).status_code == 200
        await half_in(browser, ours.email)
        old = await browser.send(STEP, {"recovery": authenticator.recovery_codes[0]})
        assert old.status_code == 401


class TestLogIn:
    async def test_asks_for_the_code_and_leads_where_the_person_wanted_to_go(
        self, browser: Browser, authenticator: Authenticator, ours: Staffed
    ) -> None:
        await half_in(browser, ours.email, PAGE)
        assert (await browser.get(HOME)).headers["location"].startswith("/login")
        code = authenticator.code()
        answer = await browser.send(STEP, {"code": f" {code[:3]} {code[3:]}", "next": PAGE})
        assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
        assert (await browser.get(HOME)).status_code == 200

    async def test_takes_a_code_once(self, browser: Browser, authenticator: Authenticator, ours: Staffed) -> None:
        await half_in(browser, ours.email)
        code = authenticator.code()
        await browser.send(STEP, {"code": code})
        await browser.send("/logout", page=HOME)
        await half_in(browser, ours.email)
        assert (await browser.send(STEP, {"code": code})).status_code == 401

    async def test_takes_each_recovery_code_once_and_tells_the_person(
        self, browser: Browser, authenticator: Authenticator, ours: Staffed, database: Database
    ) -> None:
        await half_in(browser, ours.email)
        code = authenticator.recovery_codes[3]
        answer = await browser.send(STEP, {"recovery": code.upper().replace("-", " ")})
        assert (answer.status_code, answer.headers["location"]) == (303, HOME)
        assert "recovery codes" in (await letters_to(database, ours.email))[-1]
        assert "Recovery codes left: 9." in (await browser.get(PAGE)).text
        await browser.send("/logout", page=HOME)
        await half_in(browser, ours.email)
        assert (await browser.send(STEP, {"recovery": code})).status_code == 401

    async def test_locks_after_a_wrong_code_however_many_come_at_once(
        self, browser: Browser, authenticator: Authenticator, ours: Staffed, database: Database, user_id: str
    ) -> None:
        async with database.entering() as db:
            for _ in range(8):  # so that the next lock is longer than any test
                await attempts.failed(db, attempts.subject(VAULT, f"second factor of {user_id}"), now=clock.now())
        await unlock(database)
        await half_in(browser, ours.email)
        answers = await asyncio.gather(*(browser.send(STEP, {"code": f"00000{n}"}) for n in range(4)))
        assert sorted(one.status_code for one in answers) == [401, 429, 429, 429]
        assert (await browser.send(STEP, {"code": authenticator.code()})).status_code == 429
        assert (await actions(database, ours.side.partner_id)).count("second_factor.refused") == 1

    async def test_without_a_ticket_of_ours_begins_with_the_password(self, browser: Browser) -> None:
        for ticket in ("", "PA.US.1.x", "a.b.c.d"):
            browser.http.cookies.set("partnerhub_second_step", ticket, domain="localhost.local")
            assert (await browser.get(STEP)).headers["location"] == "/login"
            answer = await browser.send(STEP, {"code": "123456"}, page="/login")
            assert answer.headers["location"] == "/login"

    async def test_is_asked_for_after_a_new_password_by_mail_too(
        self, browser: Browser, authenticator: Authenticator, ours: Staffed, database: Database
    ) -> None:
        await half_in(browser, ours.email)  # with the password of before
        before, told = dict(browser.http.cookies), len(await letters_to(database, ours.email))
        await browser.send("/login/password", {"email": ours.email})
        link = link_in(await arrived(database, ours.email, told))
        answer = await browser.send(f"/login/password/{link}", {"password": "A new password 1"})
        assert answer.headers["location"] == f"{STEP}?next={HOME}"
        browser.http.cookies.set(
            "partnerhub_second_step", before["partnerhub_second_step"], domain="localhost.local", path="/"
        )
        assert (await browser.send(STEP, {"code": authenticator.code()}, page="/login")).status_code == 401
