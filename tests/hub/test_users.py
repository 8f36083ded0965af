"""The page Users, and the ways in that letters open."""

import asyncio

import httpx
import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import PASSWORD, Staffed, logged_in, staff
from tests.hub.security.mailed import invite
from tests.people import letters_to, link_in
from tests.waiting import eventually

from partnerhub.db.pool import Database
from partnerhub.domain.access import users
from partnerhub.domain.access.users import Listed
from partnerhub.kit import ids

PAGE = "/dashboard/partner/users"
NEW = "A new password 1"


@pytest.fixture
def email() -> str:
    return f"{ids.random_id(10).lower()}@crm.example"


@pytest.fixture
async def invited(partner: Browser, database: Database, ours: Staffed, email: str) -> str:
    """The link in the letter to a new developer."""
    await invite(partner, database, ours.email, {"email": email, "name": "Pat", "role": "developer"})
    return "/login/invitation/" + link_in((await letters_to(database, email))[-1])


async def found(database: Database, partner_id: str, email: str) -> Listed:
    async with database.reading(partner_id) as db:
        return next(one for one in await users.of_partner(db, partner_id) if one.email == email)


class TestInvited:
    async def test_choose_a_password_are_in_and_log_in_by_it_from_then_on(
        self, browser: Browser, invited: str, email: str, database: Database, ours: Staffed
    ) -> None:
        assert email in (await browser.get(invited)).text
        answer = await browser.send(invited, {"name": "Pat Doe", "password": NEW})
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard/partner")
        assert "Pat Doe" in (await browser.get("/dashboard/partner")).text
        user = await found(database, ours.side.partner_id, email)
        assert (user.name, user.role, user.status) == ("Pat Doe", "developer", "active")
        await browser.send("/logout", page="/dashboard/partner")
        await browser.log_in(email, NEW)

    async def test_cannot_log_in_before(self, browser: Browser, invited: str, email: str) -> None:
        for password in ("", "-", NEW):
            answer = await browser.send("/login", {"email": email, "password": password})
            assert answer.status_code in {401, 429}

    async def test_use_their_link_once(self, browser: Browser, partner: Browser, invited: str) -> None:
        await browser.send(invited, {"name": "Pat", "password": NEW})
        assert (await browser.get(invited)).status_code == 404
        token = await browser.token("/dashboard/partner/integration")
        headers = {"x-csrf-token": token}
        again = await browser.http.post(invited, data={"name": "Eve", "password": NEW}, headers=headers)
        assert again.status_code == 404
        assert "too old" in again.text

    async def test_are_told_what_is_wrong(self, browser: Browser, invited: str) -> None:
        for form, told in (
            ({"name": "Pat", "password": "short"}, "8 to 256"),
            ({"name": " ", "password": NEW}, "name"),
        ):
            answer = await browser.send(invited, form)
            assert answer.status_code == 400
            assert told in answer.text
        assert (await browser.get(invited)).status_code == 200


class TestPage:
    async def test_lists_invites_changes_and_deletes(
        self, partner: Browser, database: Database, ours: Staffed, email: str, invited: str
    ) -> None:
        partner_id = ours.side.partner_id
        user = await found(database, partner_id, email)
        assert "Invited" in (await partner.get(PAGE)).text
        for verb, form, role, status in (
            ("role", {"role": "billing"}, "billing", "invited"),
            ("disabling", {}, "billing", "disabled"),
            ("enabling", {}, "billing", "invited"),
        ):
            assert (await partner.send(f"{PAGE}/{user.id}/{verb}", form, page=PAGE)).status_code == 303
            changed = await found(database, partner_id, email)
            assert (changed.role, changed.status) == (role, status)
        assert (await partner.send(f"{PAGE}/{user.id}/invitation", page=PAGE)).status_code == 303
        assert len(await letters_to(database, email)) == 2
        assert (await partner.send(f"{PAGE}/{user.id}/deletion", page=PAGE)).status_code == 303
        assert email not in (await partner.get(PAGE)).text

    async def test_says_what_is_wrong_where_it_is(self, partner: Browser, ours: Staffed) -> None:
        for form, told in (
            ({"email": "x", "name": "x", "role": "admin"}, "Enter an e-mail address"),
            ({"email": "x@y.example", "name": "", "role": "admin"}, "Enter a name"),
            ({"email": "x@y.example", "name": "x", "role": "king"}, "Choose a role"),
            ({"email": ours.email, "name": "x", "role": "admin"}, "already have a user"),
        ):
            answer = await partner.send(PAGE, form)
            assert answer.status_code in {400, 409}
            assert told in answer.text

    async def test_keeps_the_last_owner(self, partner: Browser, database: Database, ours: Staffed) -> None:
        user = await found(database, ours.side.partner_id, ours.email)
        answer = await partner.send(f"{PAGE}/{user.id}/deletion", page=PAGE)
        assert answer.status_code == 409
        assert "last owner" in answer.text

    async def test_shows_buttons_to_who_may_press_them(
        self, address: str, database: Database, ours: Staffed, password_hash: str
    ) -> None:
        partner_id, seen = ours.side.partner_id, {}
        for role in ("admin", "read_only"):
            person = await staff(database, ours.side, password_hash)
            async with database.writing(partner_id) as db:
                await db.execute("UPDATE hub_user SET role = $2 WHERE email = $1", person.email, role)
            async with logged_in(address, database, ours.side, person.email) as browser:
                seen[role] = (await browser.get(PAGE)).text
        owner = await found(database, partner_id, ours.email)
        assert "Invite somebody" in seen["admin"]
        assert f"{owner.id}/deletion" not in seen["admin"]
        assert '<option value="owner"' not in seen["admin"]
        assert "Invite somebody" not in seen["read_only"]
        assert "/deletion" not in seen["read_only"]


class TestForgotten:
    async def test_get_a_letter_choose_anew_and_all_other_sessions_end(
        self, browser: Browser, partner: Browser, ours: Staffed, database: Database
    ) -> None:
        link = await forgotten(browser, database, ours.email)
        answer = await browser.send(link, {"password": NEW})
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard/partner")
        assert (await partner.get(PAGE)).headers["location"].startswith("/login")
        await browser.send("/logout", page="/dashboard/partner")
        old = await browser.send("/login", {"email": ours.email, "password": PASSWORD})
        assert old.status_code == 401

    async def test_who_have_no_account_are_told_the_same(
        self, browser: Browser, ours: Staffed, email: str, database: Database
    ) -> None:
        answers = [await browser.send("/login/password", {"email": one}) for one in (ours.email, email, "\0", "")]
        assert len({(one.status_code, one.text.partition("<h1")[2]) for one in answers}) == 1
        await arrived(database, ours.email)
        assert await letters_to(database, email) == []

    async def test_are_sent_one_letter_a_minute(self, browser: Browser, ours: Staffed, database: Database) -> None:
        for _ in range(3):
            await browser.send("/login/password", {"email": ours.email})
        await arrived(database, ours.email)
        await forgotten(browser, database, ours.client_email)  # that came after the others
        assert len(await letters_to(database, ours.email)) == 1

    async def test_links_are_for_what_they_were_made_for(
        self, browser: Browser, ours: Staffed, database: Database, invited: str
    ) -> None:
        link = await forgotten(browser, database, ours.email)
        assert (await browser.get(link.replace("password", "invitation"))).status_code == 404
        assert (await browser.get(invited.replace("invitation", "password"))).status_code == 404
        async with database.writing(ours.side.partner_id) as db:
            await db.execute("UPDATE user_link SET expires_at = now()")
        assert (await browser.get(link)).status_code == 404

    async def test_two_who_use_a_link_at_once_are_not_both_in(
        self, browser: Browser, ours: Staffed, database: Database
    ) -> None:
        link = await forgotten(browser, database, ours.email)

        async def choose(password: str) -> httpx.Response:
            async with httpx.AsyncClient(base_url=browser.http.base_url, timeout=60) as http:
                return await Browser(http).send(link, {"password": password})

        answers = await asyncio.gather(*(choose(f"{NEW}{n}") for n in range(3)))
        assert sorted(one.status_code for one in answers) == [303, 404, 404]


async def forgotten(browser: Browser, database: Database, email: str) -> str:
    """The link that a letter brings."""
    told = len(await letters_to(database, email))
    await browser.send("/login/password", {"email": email})
    return "/login/password/" + link_in(await arrived(database, email, told))


async def arrived(database: Database, email: str, after: int = 0) -> str:
    """The newest letter, once there are more than `after`."""
    return (await eventually(lambda: _beyond(database, email, after)))[-1]  # written after the answer


async def _beyond(database: Database, email: str, known: int) -> list[str]:
    return (await letters_to(database, email))[known:]
