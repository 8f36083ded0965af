"""Time travel, in the demo only: every process of the installation follows the switch `ahead_s`."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.sandbox.weather import store

LOOK_EVERY = 0.5  # seconds

log = logging.getLogger(__name__)


async def follow(database: Database, stop: asyncio.Event) -> None:
    """Until `stop` is set; then it is today again. Only a change of the switch moves the clock, which is the process's."""
    ahead = 0
    try:
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_EVERY)
            wanted = await _look(database, ahead)
            if wanted != ahead:
                ahead = wanted
                clock.travel(timedelta(seconds=ahead))
    finally:
        if ahead:
            clock.travel(timedelta(0))


async def _look(database: Database, ahead: int) -> int:
    try:
        async with database.working() as db:
            return await store.ahead(db)
    except Exception:
        log.exception("the clock could not be followed")
        return ahead
