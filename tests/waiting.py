"""Waiting for what must happen: long enough for a busy machine, and no longer than it takes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from partnerhub.db.embedded import Dsns

PATIENCE = 60  # seconds
LOOK_EVERY = 0.02
Found = TypeVar("Found")

WAITS = (
    "SELECT count(*) >= $2 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    " AND query LIKE $1"
)


async def eventually(look: Callable[[], Awaitable[Found]]) -> Found:
    """What `look` finds, once that is something: a table has no event to wait for."""
    async with asyncio.timeout(PATIENCE):
        while not (found := await look()):  # noqa: ASYNC110
            await asyncio.sleep(LOOK_EVERY)
    return found


async def until_waits(dsns: Dsns, words: str, statements: int = 1) -> None:
    """Until so many statements with these words in them wait for a lock that a test holds."""
    watcher = await asyncpg.connect(dsns.app)
    try:
        await eventually(lambda: watcher.fetchval(WAITS, f"%{words}%", statements))
    finally:
        await watcher.close()
