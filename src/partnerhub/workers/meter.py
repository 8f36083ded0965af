"""Meters delivered messages: what Meta's webhooks noted becomes usage and charges, and who has no more funds is told.

A batch a transaction, of messages or of channels.
"""

import asyncio
from contextlib import suppress

import msgspec
import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain import billing, messaging
from partnerhub.domain.billing import Delivered
from partnerhub.domain.messaging import Priced
from partnerhub.kit import clock

AT_ONCE = 2_000
POLL = 1.0  # seconds between looks when nothing is left

log = structlog.get_logger("meter")


async def run(database: Database, *, stop: asyncio.Event) -> None:
    """Until `stop` is set."""
    while not stop.is_set():
        try:
            busy = await meter(database) == AT_ONCE
            busy = await tell(database) or busy
        except TROUBLE:
            log.exception("meter_failed")
            busy = False
        if not busy:
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def meter(database: Database) -> int:
    """One batch; returns how many messages it had."""
    async with database.working_write() as db:
        taken = await messaging.take_priced(db, limit=AT_ONCE)
        if taken:
            await billing.charge(db, [_delivered(one) for one in taken], now=clock.now())
    return len(taken)


async def tell(database: Database) -> bool:
    """Some channels of one account; whether there may be more."""
    async with database.working_write() as db:
        return await billing.tell_some(db, now=clock.now())


def _delivered(one: Priced) -> Delivered:
    facts = msgspec.structs.asdict(one) | msgspec.structs.asdict(one.place)
    return msgspec.convert(facts, Delivered)
