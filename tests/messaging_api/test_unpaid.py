"""Sending ends with the funds, and nothing else does (contract A.6, hub-and-onboarding §1.8)."""

from decimal import Decimal
from typing import Any

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain import billing
from partnerhub.kit import clock

TEXT = {"messaging_product": "whatsapp", "to": "491711234567", "type": "text", "text": {"body": "hi"}}
READ = {"messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1"}


async def move(database: Database, acme: World, what: Any) -> None:
    async with database.writing(acme.partner.partner_id) as db:
        await what(db, acme.partner.partner_id, acme.partner.client_id, Decimal(1), "usd", now=clock.now())


@pytest.fixture
async def unpaid(database: Database, acme: World) -> None:
    """There were funds, and they are gone."""
    await move(database, acme, billing.fund)
    await move(database, acme, billing.refund)


@pytest.mark.usefixtures("unpaid")
class TestUnpaid:
    async def test_messages_are_refused_as_graph_would(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        async with api.post("/messages", json=TEXT) as answer:
            body = await answer.json()
        assert (answer.status, body["error"]["code"]) == (400, 131042)
        assert "unpaid invoices" in body["error"]["message"]
        assert meta.asked == []

    @pytest.mark.parametrize("path", ["/marketing_messages", "/marketing/marketing_messages"])
    async def test_marketing_messages_are_refused_in_their_shape(
        self, api: aiohttp.ClientSession, meta: Upstream, path: str
    ) -> None:
        async with api.post(path, json=TEXT) as answer:
            assert (await answer.json())["detail"]["error"]["code"] == 131042
        assert meta.asked == []

    async def test_reading_goes_on(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        async with api.post("/messages", json=READ) as answer:
            assert answer.status == 200
        async with api.get("/whatsapp_business_profile") as answer:
            assert answer.status == 200
        assert len(meta.asked) == 2

    @pytest.mark.parametrize("more", [{"text": {"body": "hi", "status": "read"}}, {"status": "read"}, {"status": "x"}])
    async def test_a_word_in_a_message_opens_no_door(
        self, api: aiohttp.ClientSession, meta: Upstream, more: dict[str, Any]
    ) -> None:
        async with api.post("/messages", json={**TEXT, **more}) as answer:
            assert answer.status == 400
            assert (await answer.json())["error"]["code"] == 131042
        assert meta.asked == []

    async def test_new_funds_open_it_at_once(
        self, api: aiohttp.ClientSession, meta: Upstream, database: Database, acme: World
    ) -> None:
        await move(database, acme, billing.fund)
        async with api.post("/messages", json=TEXT) as answer:
            assert answer.status == 200
        assert len(meta.asked) == 1


async def test_who_never_had_funds_is_not_stopped(api: aiohttp.ClientSession, meta: Upstream) -> None:
    async with api.post("/messages", json=TEXT) as answer:
        assert answer.status == 200
    assert len(meta.asked) == 1
