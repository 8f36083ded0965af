"""Works replays: a chunk a transaction, so that a killed worker leaves nothing half done."""

import asyncio
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain.webhooks import replays

POLL = 0.5  # seconds between looks when no replay is due

log = structlog.get_logger("replay")


async def run(database: Database, *, stop: asyncio.Event) -> None:
    """Until `stop` is set."""
    while not stop.is_set():
        try:
            async with database.working_write() as db:
                busy = await replays.step(db)
        except TROUBLE:
            log.exception("replay_failed")
            busy = False
        if not busy:
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)
