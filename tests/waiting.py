"""Seeing that a statement waits for a lock that a test holds."""

import asyncpg
from tests.workers.delivering import eventually

from partnerhub.db.embedded import Dsns

WAITS = (
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    " AND query LIKE $1)"
)


async def until_waits(dsns: Dsns, words: str) -> None:
    """Until a statement with these words in it waits."""
    watcher = await asyncpg.connect(dsns.app)

    async def waits() -> bool:
        return await watcher.fetchval(WAITS, f"%{words}%")

    try:
        await eventually(waits)
    finally:
        await watcher.close()
