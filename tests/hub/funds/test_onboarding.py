"""The payment step of onboarding: only where clients pay, once, and with a way out when a card is declined."""

from collections.abc import AsyncIterator
from urllib.parse import urljoin

import httpx
import pytest
from tests import world
from tests.hub.funds.conftest import CONFIRMS, DECLINES, GOOD
from tests.hub.onboarding.conftest import TARGET, Person, change
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import billing, payments


@pytest.fixture
async def person(shop: str) -> AsyncIterator[Person]:
    async with httpx.AsyncClient(base_url=shop, timeout=60) as http:
        yield Person(http)


@pytest.fixture
async def side(database: Database) -> Side:
    made = await world.make_side(database, VAULT, "Acme")
    await change(database, made, partner_redirect_url=TARGET)
    return made


async def arrive(person: Person, side: Side, query: str = "") -> None:
    await person.open(f"/onboarding/{side.partner_id}{query}")
    await person.sign_up()


async def type_card(person: Person, number: str = GOOD) -> None:
    """From the terms to the provider's page, and back with the card."""
    page = await person.send("payment", terms="on")
    async with httpx.AsyncClient(timeout=60) as elsewhere:
        typed = await elsewhere.post(page.headers["location"], data={"number": number, "expiry": "12/34", "cvc": "123"})
    await person.open(typed.headers["location"])


class TestPaymentStep:
    async def test_stands_between_account_and_metas_dialog_with_prices_and_terms(
        self, person: Person, side: Side, database: Database
    ) -> None:
        await arrive(person, side)
        assert person.step == "payment"
        for words in ("€50.00", "€10.00", "€1.00", "0.0220", "4 % fee for cards", "<li data-done>"):
            assert words in person.page.text, words
        assert (await person.send("payment")).status_code == 400
        assert "Tick that you accept the prices and terms." in person.page.text
        await type_card(person)
        assert person.step == "connect"
        async with database.reading(side.partner_id) as db:
            client_id = await db.fetchval("SELECT client_id FROM payer WHERE terms_accepted_at IS NOT NULL")
            assert [one.balance for one in await billing.funds_of_client(db, side.partner_id, client_id)] == [0]
            assert len(await payments.cards_of(db, side.partner_id, client_id)) == 1
        await person.open(person.page.url.path.replace("connect", "payment"))
        assert person.step == "connect", "once is enough"

    async def test_cannot_be_passed_over(self, person: Person, side: Side) -> None:
        await arrive(person, side)
        await person.open(person.page.url.path.replace("payment", "connect"))
        assert person.step == "payment"
        await person.send("signup", code="x", event="FINISH")
        assert person.step == "payment"

    async def test_with_a_declined_card_says_why_and_takes_another(self, person: Person, side: Side) -> None:
        await arrive(person, side)
        await type_card(person, DECLINES)
        assert "Visa ···· 0341 was not accepted: Your card was declined. Use another card." in person.page.text
        assert "card_declined" in person.page.text
        await person.open(str(person.page.url.join("../payment").path))
        await type_card(person)
        assert person.step == "connect"

    async def test_goes_on_after_the_bank_has_asked(self, person: Person, side: Side) -> None:
        await arrive(person, side)
        await type_card(person, CONFIRMS)
        bank = urljoin(str(person.page.url), person.page.headers["location"])
        async with httpx.AsyncClient(timeout=60) as elsewhere:
            back = (await elsewhere.post(bank, data={"answer": "yes"})).headers["location"]
        await person.open(back)
        assert person.step == "connect"

    async def test_without_a_card_stays_where_it_was(self, person: Person, side: Side) -> None:
        await arrive(person, side)
        await person.open(person.page.url.path.replace("payment", "card"))
        assert person.step == "payment"

    async def test_is_not_there_where_the_partner_pays(self, person: Person, side: Side, database: Database) -> None:
        await change(database, side, payment_model="partner")
        await arrive(person, side)
        assert person.step == "connect"
        assert "Payment" not in person.page.text

    async def test_speaks_the_links_language(self, person: Person, side: Side) -> None:
        await arrive(person, side, "?lang=de")
        assert "So bezahlen Sie" in person.page.text
