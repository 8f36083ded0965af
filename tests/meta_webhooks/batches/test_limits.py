"""What is refused for now, what waits for a row, and how a server ends that has taken something."""

import asyncio
from typing import Any

import aiohttp
import pytest
from tests.meta_webhooks.batches.holding import Held, inbound, sending, stored, waiting
from tests.meta_webhooks.conftest import PATH, SETTINGS, Send, payload, signed
from tests.serving import alone, client_of, served
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.surfaces import meta_webhooks
from partnerhub.surfaces.meta_webhooks import batches


class TestLimits:
    async def test_too_much_at_once_is_refused_for_now_and_nothing_of_it_kept(
        self,
        acme: World,
        send: Send,
        held: Held,
        owner: Any,
        meta: aiohttp.ClientSession,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(batches, "MOST_WAITING", 3)
        await held.hold()
        async with sending(send, [inbound(acme)]):
            await held.writers(1)
            async with sending(send, [inbound(acme) for _ in range(3)]):
                await waiting(4)
                body = inbound(acme)
                async with meta.post(PATH, data=body, headers=signed(body)) as answer:
                    assert (answer.status, answer.headers["retry-after"]) == (503, "2")
                await held.let_go()
        assert len(await stored(owner, acme)) == 4

    async def test_whoever_waited_too_long_is_told_to_send_again(
        self, acme: World, send: Send, held: Held, owner: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(batches, "WITHIN", 0.2)
        body = inbound(acme)
        await held.hold()
        assert await send(body) == 503
        await held.let_go()
        monkeypatch.undo()
        assert await send(body) == 200
        assert await stored(owner, acme) == [body]


class TestAccounts:
    async def test_an_update_that_waits_for_a_locked_row_holds_up_no_message(
        self, acme: World, send: Send, held: Held, owner: Any
    ) -> None:
        value = {"display_phone_number": acme.partner.phone_number, "event": "ONBOARDING", "current_limit": "TIER_2K"}
        update = payload((acme.partner.waba_external_id, [{"field": "phone_number_quality_update", "value": value}]))
        await held.lock.execute("BEGIN")
        await held.lock.execute("SELECT 1 FROM channel WHERE id = $1 FOR UPDATE", acme.partner.channel_id)
        async with sending(send, [update]) as (late,):
            await held.writers(1)
            assert await send(inbound(acme)) == 200
            assert not late.done()
            await held.let_go()
        assert late.result() == 200
        assert len(await stored(owner, acme)) == 1


class TestStop:
    async def test_answers_what_was_taken_once_it_is_stored(
        self, database: Database, acme: World, held: Held, owner: Any
    ) -> None:
        bodies = [inbound(acme) for _ in range(10)]
        server = served(alone("meta_webhooks", meta_webhooks.create(database, SETTINGS), SETTINGS))
        await held.hold()
        async with client_of(await server.__aenter__()) as meta:
            tasks = [asyncio.create_task(meta.post(PATH, data=body, headers=signed(body))) for body in bodies]
            await held.writers(1)
            await waiting(10)
            stopping = asyncio.create_task(server.__aexit__(None, None, None))
            await held.let_go()
            assert {answer.status for answer in await asyncio.gather(*tasks)} == {200}
        await stopping
        assert sorted(await stored(owner, acme)) == sorted(bodies)
