"""`Idempotency-Key` on POST and PATCH."""

import asyncio
from datetime import timedelta

import aiohttp
import msgspec
import pytest
from tests.partner_api.asking import ask, assert_error
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain.access import idempotency
from partnerhub.domain.access.idempotency import Answer
from partnerhub.kit import clock


@pytest.fixture
def keys(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/channels/{acme.partner.channel_id}/api_keys"


async def post(api: aiohttp.ClientSession, path: str, key: str, body: bytes = b"{}") -> tuple[int, bytes, str | None]:
    async with api.post(path, data=body, headers={"Idempotency-Key": key}) as answer:
        return answer.status, await answer.read(), answer.headers.get("Idempotency-Replayed")


class TestIdempotencyKey:
    async def test_makes_two_hundred_parallel_calls_one(
        self, api: aiohttp.ClientSession, keys: str, acme: World, database: Database
    ) -> None:
        answers = await asyncio.gather(*(post(api, keys, "abc") for _ in range(200)))
        assert {(status, body) for status, body, _ in answers} == {answers[0][:2]}
        assert answers[0][0] == 201
        assert [replayed for *_, replayed in answers].count(None) == 1
        async with database.reading(acme.partner.partner_id) as db:
            made = await db.fetchval("SELECT count(*) FROM channel_key WHERE channel_id = $1", acme.partner.channel_id)
        assert made == 2, "one of the world's and one of these"

    async def test_with_another_body_or_path_is_refused(
        self, api: aiohttp.ClientSession, keys: str, acme: World
    ) -> None:
        await post(api, keys, "abc")
        hook = f"/api/v2/partners/{acme.partner.partner_id}/webhook_url"
        for path, body in ((keys, b'{"other": 1}'), (hook, b'{"webhook_url": "https://a.example"}')):
            status, answer = await ask(api, "POST", path, data=body, headers={"Idempotency-Key": "abc"})
            assert_error(status, answer, 422, "Idempotency-Key")

    async def test_keeps_no_secret_that_can_be_read(
        self, api: aiohttp.ClientSession, keys: str, acme: World, database: Database
    ) -> None:
        _, body, _ = await post(api, keys, "abc")
        async with database.reading(acme.partner.partner_id) as db:
            kept = await db.fetchval("SELECT body FROM idempotency WHERE key = 'abc'")
        assert kept
        assert msgspec.json.decode(body)["api_key"].encode() not in kept

    async def test_of_a_call_that_failed_can_be_used_again(self, api: aiohttp.ClientSession, acme: World) -> None:
        path = f"/api/v2/partners/{acme.partner.partner_id}/clients/{acme.partner.client_id}"
        headers = {"Idempotency-Key": "k"}
        assert_error(*await ask(api, "PATCH", path, json={"max_channels": -1}, headers=headers), 400)
        assert (await ask(api, "PATCH", path, json={"max_channels": 4}, headers=headers))[0] == 200

    async def test_of_a_call_that_seemed_dead_belongs_to_the_one_that_took_over(
        self, acme: World, database: Database
    ) -> None:
        """The first call has only been slow: neither its answer nor its failure touches what the second has reserved."""
        where, first = (acme.partner.partner_id, "slow"), clock.now()
        second = first + timedelta(seconds=61)
        async with database.writing(acme.partner.partner_id) as db:
            for now in (first, second):
                assert await idempotency.reserve(db, *where, b"", now=now, stale=now - timedelta(seconds=60))
            await idempotency.keep(db, *where, first, 201, b"first")
            await idempotency.give_up(db, *where, first)
            assert await idempotency.find(db, *where) == Answer(b"", None, None)
            await idempotency.keep(db, *where, second, 201, b"second")
            await idempotency.keep(db, *where, first, 201, b"first")
            assert await idempotency.find(db, *where) == Answer(b"", 201, b"second")

    async def test_is_the_partners_own(
        self, api: aiohttp.ClientSession, nobody: aiohttp.ClientSession, keys: str, acme: World
    ) -> None:
        await post(api, keys, "abc")
        rival = f"/api/v2/partners/{acme.rival.partner_id}/channels/{acme.rival.channel_id}/api_keys"
        headers = {"Idempotency-Key": "abc", "x-api-key": acme.rival.partner_key}
        async with nobody.post(rival, headers=headers) as answer:
            assert (answer.status, answer.headers.get("Idempotency-Replayed")) == (201, None)

    async def test_must_be_printable_and_short(self, api: aiohttp.ClientSession, keys: str) -> None:
        for key in ("", "x" * 256, "é"):
            assert_error(*await ask(api, "POST", keys, headers={"Idempotency-Key": key}), 400, "Idempotency-Key")
