"""Sign-up of a partner by its first user."""

import re

import httpx
import pytest
from tests.hub.browser import Browser
from tests.hub.conftest import Staffed
from tests.people import letters_to, link_in
from tests.serving import free_port, served
from tests.waiting import eventually
from tests.world import NO_META, VAULT

from partnerhub.db.pool import Database
from partnerhub.kit import ids
from partnerhub.settings import Settings
from partnerhub.surfaces import hub

PAGE = "/signup"
NEW = "A new password 1"


def form(email: str) -> dict[str, str]:
    return {"brand": "Müller CRM", "country": "de", "payment_model": "partner", "name": "Ada", "email": email}


@pytest.fixture
def email() -> str:
    return f"{ids.random_id(10).lower()}@crm.example"


@pytest.fixture(autouse=True)
async def before(database: Database) -> None:
    await past(database)


class TestSignUp:
    async def test_leads_by_a_letter_into_a_partner_hub_of_ones_own(
        self, browser: Browser, database: Database, email: str
    ) -> None:
        answer = await browser.send(PAGE, form(email))
        assert answer.status_code == 200
        assert email in answer.text
        link = "/login/invitation/" + link_in(await letter_to(database, email))
        assert (await browser.send(link, {"name": "Ada", "password": NEW})).headers["location"] == "/dashboard/partner"
        text = (await browser.get("/dashboard/partner")).text
        assert "Müller CRM" in text
        await browser.send("/logout", page="/dashboard/partner")
        await browser.log_in(email, NEW)

    async def test_tells_who_has_an_account_so_by_letter_and_nobody_else(
        self, browser: Browser, database: Database, ours: Staffed, email: str
    ) -> None:
        known = await browser.send(PAGE, form(ours.email))
        letter = await letter_to(database, ours.email)
        assert "There is an account with it already" in letter
        assert "/login/invitation" not in letter
        await past(database)
        unknown = await browser.send(PAGE, form(email))
        assert without(known.text, ours.email) == without(unknown.text, email)

    @pytest.mark.parametrize(
        ("field", "value"),
        [("brand", " "), ("brand", "x" * 101), ("country", "Germany"), ("country", "XX"), ("payment_model", "nobody"),
         ("name", ""), ("email", "ada"), ("email", "a@b.example\nbcc: c@d.example")],
    )  # fmt: skip
    async def test_says_beside_the_field_what_is_wrong_and_keeps_the_rest(
        self, browser: Browser, database: Database, email: str, field: str, value: str
    ) -> None:
        answer = await browser.send(PAGE, form(email) | {field: value})
        assert answer.status_code == 400
        assert f'id="{field}-error"' in answer.text
        assert field == "brand" or 'value="Müller CRM"' in answer.text
        assert await letters_to(database, email) == []

    async def test_slows_down_who_signs_up_again_and_again(self, browser: Browser, database: Database) -> None:
        first = await browser.send(PAGE, form(f"{ids.random_id(9)}@crm.example"))
        async with database.entering() as db:  # the first lock is a second: a busy machine takes longer to ask again
            await db.execute("UPDATE login_attempt SET locked_until = locked_until + interval '1 minute'")
        again = await browser.send(PAGE, form(f"{ids.random_id(9)}@crm.example"))
        await past(database)
        assert (first.status_code, again.status_code) == (200, 429)
        assert int(again.headers["retry-after"]) in range(1, 62)


async def letter_to(database: Database, email: str) -> str:
    """The one letter, which is written after the answer."""
    (letter,) = await eventually(lambda: letters_to(database, email))
    return letter


async def past(database: Database) -> None:
    """Nobody waits any more."""
    async with database.entering() as db:
        await db.execute("DELETE FROM login_attempt")


async def test_nobody_signs_up_where_the_operator_does_not_allow_it(database: Database) -> None:
    port = free_port()
    closed = hub.create(database, VAULT, NO_META, Settings(port=port, base_url=f"http://localhost:{port}"))
    async with served(closed, port) as address, httpx.AsyncClient(base_url=address, timeout=60) as http:
        assert "/signup" not in (await http.get("/login")).text
        assert (await http.get(PAGE)).status_code == 404
    async with (
        served(
            hub.create(
                database, VAULT, NO_META, Settings(port=port, base_url=f"http://localhost:{port}", sign_up="on")
            ),
            port,
        ) as address,
        httpx.AsyncClient(base_url=address, timeout=60) as http,
    ):
        assert 'href="/signup"' in (await http.get("/login")).text
        assert (await http.get(PAGE)).status_code == 200


def without(text: str, email: str) -> str:
    """The page without what is never twice the same."""
    return re.sub(r'nonce="[^"]+"', "", text.replace(email, ""))
