"""Hints between processes, over NOTIFY."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from tests.waiting import eventually

from partnerhub.db.embedded import Dsns
from partnerhub.db.hints import Hints, listen
from partnerhub.db.pool import Database
from partnerhub.kit import ids

LISTENERS = "SELECT pid FROM pg_stat_activity WHERE query = $1 AND pid <> $2"


@pytest.fixture
def channel() -> str:
    """A channel of this test alone."""
    return ids.random_id(8)


@asynccontextmanager
async def listening(database: Database, dsns: Dsns, channel: str) -> AsyncIterator[asyncio.Event]:
    heard = asyncio.Event()
    task = asyncio.create_task(listen(database, channel, heard))
    await backend(dsns, channel)
    yield heard
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def backend(dsns: Dsns, channel: str, not_this: int = 0) -> int:
    """Wait until a connection listens; its process at the server."""
    db = await asyncpg.connect(dsns.worker)
    try:
        return await eventually(lambda: db.fetchval(LISTENERS, f'LISTEN "{channel}"', not_this))
    finally:
        await db.close()


class TestHints:
    async def test_are_heard(self, database: Database, dsns: Dsns, channel: str) -> None:
        async with listening(database, dsns, channel) as heard:
            hints = Hints(database, channel)
            for _ in range(3):
                hints.give()
                async with asyncio.timeout(60):
                    await heard.wait()
                heard.clear()
            await hints.close()

    async def test_are_heard_on_a_connection_that_no_pool_misses(self, dsns: Dsns, channel: str) -> None:
        small = Database(dsns.app, dsns.worker, set_role=False, size=1)
        await small.open()
        async with listening(small, dsns, channel), asyncio.timeout(30), small.working() as db:
            assert await db.fetchval("SELECT 1") == 1
        await small.close()

    async def test_given_at_once_are_few(self, database: Database, dsns: Dsns, channel: str) -> None:
        told: list[str] = []
        db = await asyncpg.connect(dsns.worker)
        await db.add_listener(channel, lambda *args: told.append(str(args[2])))
        hints = Hints(database, channel)
        for _ in range(1000):
            hints.give()
        await hints.close()
        await db.fetchval("SELECT 1")  # what was notified before has arrived when this has
        assert 1 <= len(told) <= 2
        await db.close()

    async def test_after_the_last_one_was_given_are_not_forgotten(
        self, database: Database, dsns: Dsns, channel: str
    ) -> None:
        async with listening(database, dsns, channel) as heard:
            hints = Hints(database, channel)
            hints.give()
            async with asyncio.timeout(60):
                await heard.wait()
            heard.clear()
            hints.give()  # while the first one still keeps the next from being given
            async with asyncio.timeout(60):
                await heard.wait()
            await hints.close()

    async def test_are_heard_again_after_the_connection_was_cut(
        self, database: Database, dsns: Dsns, channel: str
    ) -> None:
        async with listening(database, dsns, channel) as heard:
            before = await backend(dsns, channel)
            saboteur = await asyncpg.connect(dsns.worker)
            assert await saboteur.fetchval("SELECT pg_terminate_backend($1)", before)
            await saboteur.close()
            await backend(dsns, channel, not_this=before)
            hints = Hints(database, channel)
            hints.give()
            async with asyncio.timeout(60):
                await heard.wait()
            await hints.close()
