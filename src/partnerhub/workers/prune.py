"""Clears away what is of no use any more, once in a while."""

import asyncio
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain import letters, messaging, notifications, onboarding, templates
from partnerhub.domain.access import cleaning
from partnerhub.domain.webhooks import retention
from partnerhub.domain.webhooks.retention import Kept
from partnerhub.kit import clock

EVERY = 600.0  # seconds

log = structlog.get_logger("prune")


async def run(database: Database, kept: Kept, *, stop: asyncio.Event) -> None:
    """Until `stop` is set; the first time at once."""
    while not stop.is_set():
        try:
            await prune(database)
            await drop(database, kept)
        except TROUBLE:
            log.exception("prune_failed")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)


async def prune(database: Database) -> None:
    now = clock.now()
    async with database.working() as db:
        await cleaning.prune(db, now=now)
        await letters.prune(db, now=now)
        await messaging.prune(db, now=now)
        await messaging.outcomes.prune(db, now=now)
        await notifications.prune(db, now=now)
        await onboarding.prune(db, now=now)
        await templates.prune(db, now=now)


async def drop(database: Database, kept: Kept) -> None:
    """Events and attempts that are older than the settings say."""
    async with database.working() as db:
        for name in await retention.prune(db, kept, now=clock.now()):
            log.info("partition_dropped", table=name)
