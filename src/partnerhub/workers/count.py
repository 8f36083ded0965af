"""Counts what became of messages, from the statuses that Meta's webhooks brought."""

import asyncio
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain.messaging import outcomes
from partnerhub.kit import clock

POLL = 10.0  # seconds between looks when nothing is left

log = structlog.get_logger("count")


async def run(database: Database, *, stop: asyncio.Event) -> None:
    """Until `stop` is set."""
    while not stop.is_set():
        try:
            busy = await outcomes.count(database, now=clock.now())
        except TROUBLE:
            log.exception("count_failed")
            busy = False
        if not busy:
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)
