"""The addresses of the partner's and its client's money."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import aiohttp
import pytest
from tests.partner_api.asking import ask
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain import billing
from partnerhub.kit import clock


@dataclass
class Purse:
    api: aiohttp.ClientSession
    acme: World
    database: Database

    @property
    def client(self) -> str:
        return f"/api/v2/partners/{self.acme.partner.partner_id}/clients/{self.acme.partner.client_id}"

    @property
    def channel(self) -> str:
        return f"{self.client}/channels/{self.acme.partner.channel_id}"

    async def get(self, path: str, **params: Any) -> Any:
        status, body = await ask(self.api, "GET", path, params=params)
        assert status == 200, body
        return body

    async def balance(self, **params: Any) -> Any:
        return await self.get(f"{self.client}/info/balance", **params)

    async def fund(self, amount: str, *, partner: bool = False, currency: billing.Currency = "usd") -> None:
        side = self.acme.partner
        async with self.database.writing(side.partner_id) as db:
            client_id = None if partner else side.client_id
            await billing.fund(db, side.partner_id, client_id, Decimal(amount), currency, now=clock.now())

    async def let_partner_pay(self) -> None:
        async with self.database.writing(self.acme.partner.partner_id) as db:
            await db.execute("UPDATE partner SET payment_model = 'partner'")


@pytest.fixture
def purse(api: aiohttp.ClientSession, acme: World, database: Database) -> Purse:
    return Purse(api, acme, database)
