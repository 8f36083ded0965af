"""The sandbox at work in the background: two loops, errands and deliveries; several processes may run them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.sandbox.background import errands
from partnerhub.sandbox.background.delivery import AT_ONCE, TIMEOUT, Courier
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import webhooks

POLL = 0.03  # seconds between looks while nothing is due
AFTER_FAULT = 1.0
KEPT = timedelta(days=7)
PRUNE_EVERY = 600.0

log = logging.getLogger(__name__)


async def run(database: Database, config: Config, stop: asyncio.Event) -> None:
    """Until `stop` is set: do errands and carry webhooks. What is under way then is finished."""
    owed = asyncio.Event()

    async def errands_due() -> int:
        done = await errands.run_due(database, config)
        if done:
            owed.set()
        return done

    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=TIMEOUT)) as http:
        courier = Courier(database, config, http)
        await asyncio.gather(
            _repeat(errands_due, stop, None), _repeat(courier.carry_due, stop, owed), _prune(database, stop)
        )
        await courier.finish()


async def _repeat(look: Callable[[], Awaitable[int]], stop: asyncio.Event, hint: asyncio.Event | None) -> None:
    """Look again at once while something was found; a fault of the database is waited out."""
    while not stop.is_set():
        try:
            pause = 0.0 if await look() else POLL
        except Exception:
            log.exception("the sandbox's background work met a fault")
            pause = AFTER_FAULT
        if pause:
            await _wait(hint or stop, pause)
        if hint is not None:
            hint.clear()


async def _prune(database: Database, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            async with database.working() as db:
                await webhooks.prune(db, clock.real() - KEPT)
        except Exception:
            log.exception("the sandbox's webhook log could not be pruned")
        await _wait(stop, PRUNE_EVERY)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
