"""The number that gives out keys; it is there as soon as somebody looks for it."""

from datetime import datetime

import asyncpg

from partnerhub.db.pool import Db
from partnerhub.sandbox.store import phones
from partnerhub.sandbox.wire.envelope import GraphError
from partnerhub.sandbox.world import making

DIGITS = "551146733492"
NAME = "Sandbox keys"
PIN = "000000"


async def ready(db: Db, now: datetime) -> None:
    """Of two who look at once, one makes it."""
    if await phones.find_by_digits(db, DIGITS) is not None:
        return
    try:
        async with db.transaction():
            waba_id = await making.waba(db, await making.business(db, NAME, now), NAME, now)
            phone_id = await making.phone(db, waba_id, DIGITS, NAME, now, verified=True)
            await phones.set_registered(db, phone_id, PIN, None, now)
    except (asyncpg.UniqueViolationError, GraphError):
        return
