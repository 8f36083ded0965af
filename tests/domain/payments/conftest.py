"""The sandbox's payment provider on a real port, and people who type cards on its page."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import msgspec
import pytest
from tests import world
from tests.serving import free_port, served
from tests.world import VAULT, Side

from partnerhub import sandbox
from partnerhub.db.pool import Database
from partnerhub.domain import billing, payments
from partnerhub.domain.invoices import Issuer
from partnerhub.domain.payments import Payment, Till
from partnerhub.domain.payments.opening import Wish
from partnerhub.kit import clock, ids
from partnerhub.upstream.payments import Provider

GOOD, MASTERCARD, DECLINES, CONFIRMS = "4242424242424242", "5555555555554444", "4000000000000341", "4000002760003184"
KEY = "sandbox-payment-key"
BACK = "http://shop.example/cards"
ISSUER = Issuer(lines="Operator Ltd\nHigh Street 1", country="DE", vat_percent=0, card_fee_percent=0)


@dataclass
class Shop:
    """`base` is the provider's address."""

    database: Database
    base: str
    http: aiohttp.ClientSession
    provider: Provider

    @property
    def till(self) -> Till:
        return Till(self.database, self.provider, ISSUER)

    async def session(self, side: Side, number: str) -> str:
        """What the provider leads back with when this side's client has typed a card; empty when it was refused."""
        back = await payments.card_page(
            self.database, self.provider, side.partner_id, side.client_id, name="Acme", back=BACK
        )
        form = {"number": number, "expiry": "12/34", "cvc": "123"}
        async with self.http.post(back, data=form, allow_redirects=False) as answer:
            return parse_qs(urlsplit(answer.headers.get("location", "")).query).get("session", [""])[0]

    async def add_card(self, side: Side, number: str = GOOD) -> str:
        session = await self.session(side, number)
        added = await payments.add_card(self.database, self.provider, side.partner_id, side.client_id, session)
        assert added
        return added[0]

    async def open(self, side: Side, amount: str = "50", once: str = "", **more: str) -> str:
        wish = Wish(once=once or ids.random_id(12), amount=amount, **more)
        async with self.database.writing(side.partner_id) as db:
            return await payments.top_up(db, side.partner_id, side.client_id, wish, ISSUER, now=clock.now())

    async def top_up(self, side: Side, amount: str = "50", **more: str) -> Payment:
        payment_id = await self.open(side, amount, **more)
        return await payments.advance(self.till, side.partner_id, payment_id, clock.now)

    async def work(self, later: timedelta = timedelta(0)) -> None:
        """What the worker does with payments, as late as that."""

        def now() -> datetime:
            return clock.now() + later

        while await payments.take_up(self.till, now):
            pass
        await payments.renew_due(self.till, now)

    async def charged(self, side: Side) -> list[dict[str, Any]]:
        """What the provider has asked from this side's cards, oldest first."""
        async with self.database.reading(side.partner_id) as db:
            payer = await payments.payer_of(db, side.partner_id, side.client_id)
        headers = {"authorization": f"Bearer {KEY}"}
        query = {"customer": payer.customer or ""}
        async with self.http.get(f"{self.base}/v1/payment_intents", headers=headers, params=query) as answer:
            return list(reversed((await answer.json())["data"]))

    async def balance(self, side: Side) -> Decimal | None:
        async with self.database.reading(side.partner_id) as db:
            found = await billing.funds_of_client(db, side.partner_id, side.client_id)
        return found[0].balance if found else None

    async def told(self, side: Side, name: str) -> list[dict[str, Any]]:
        async with self.database.reading(side.partner_id) as db:
            rows = await db.fetch("SELECT body FROM event WHERE type = $1 ORDER BY id", name)
        return [msgspec.json.decode(row["body"])["data"] for row in rows]


@pytest.fixture(scope="session")
async def shop(database: Database) -> AsyncIterator[Shop]:
    port = free_port()
    base = f"http://localhost:{port}/sandbox"
    config = sandbox.Config(
        url=base, app_id="1", app_secret="s", config_id="1", verify_token="v", callback_url="http://127.0.0.1:9/",
        system_token="s", control_key=None,
    )  # fmt: skip
    provider = Provider(f"{base}/payments", KEY)
    async with served(sandbox.create(database, config), port), aiohttp.ClientSession() as http:
        yield Shop(database, f"{base}/payments", http, provider)
        await provider.close()


@pytest.fixture
async def side(database: Database) -> Side:
    """A partner whose clients pay themselves."""
    return await world.make_side(database, VAULT, "Acme")
