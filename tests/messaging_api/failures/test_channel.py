"""However the channel stands, the caller gets its endpoint's own shape of error (contract A.6)."""

from decimal import Decimal

import aiohttp
import pytest
from tests.messaging_api.failures.calls import CALLS, Call, every_call, refused
from tests.messaging_api.upstream import Upstream
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain import billing
from partnerhub.kit import clock


class TestChannel:
    @every_call
    async def test_that_is_terminated_is_told_in_the_documents_words(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _set(database, acme, "UPDATE channel SET hub_status = 'terminated' WHERE id = $1")
        message, _ = await refused(api, meta, call, 400)
        assert "Your WhatsApp for Business API has been disabled" in message
        assert not meta.asked

    @every_call
    async def test_without_a_token_is_not_running(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _set(
            database, acme, "UPDATE waba SET graph_token = NULL WHERE id = (SELECT waba_id FROM channel WHERE id = $1)"
        )
        message, _ = await refused(api, meta, call, 502)
        assert "WhatsApp for Business API not available" in message
        assert not meta.asked

    @every_call
    async def test_whose_key_is_revoked_is_401(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _set(database, acme, "UPDATE channel_key SET revoked_at = now() WHERE channel_id = $1")
        message, _ = await refused(api, meta, call, 401)
        assert "Invalid api_key" in message
        assert not meta.asked

    @pytest.mark.parametrize("call", [call for call in CALLS if call.sends], ids=str)
    async def test_that_nobody_pays_for_sends_nothing(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _empty(database, acme)
        message, _ = await refused(api, meta, call, 400)
        assert "unpaid invoices" in message
        assert not meta.asked

    @pytest.mark.parametrize("call", [call for call in CALLS if not call.sends], ids=str)
    async def test_that_nobody_pays_for_may_do_the_rest(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _empty(database, acme)
        async with api.request(call.method, call.path, **call.sent) as answer:
            assert "unpaid" not in await answer.text()
        assert meta.asked

    @every_call
    async def test_that_is_cancelled_works_until_its_end(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _set(database, acme, "UPDATE channel SET hub_status = 'pending_deletion' WHERE id = $1")
        async with api.request(call.method, call.path, **call.sent):
            pass
        assert meta.asked


async def _set(database: Database, acme: World, statement: str) -> None:
    async with database.writing(acme.partner.partner_id) as db:
        await db.execute(statement, acme.partner.channel_id)


async def _empty(database: Database, acme: World) -> None:
    """There were funds, and they are gone."""
    for what in (billing.fund, billing.refund):
        async with database.writing(acme.partner.partner_id) as db:
            await what(db, acme.partner.partner_id, acme.partner.client_id, Decimal(1), "usd", now=clock.now())
