"""Says every few seconds that this process lives, for the operator's page. Servers do, too."""

import asyncio
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain import installation
from partnerhub.domain.installation import Me

EVERY = 10.0  # seconds
WITHIN = 5.0  # seconds

log = structlog.get_logger("beat")


async def run(database: Database, me: Me, *, stop: asyncio.Event) -> None:
    """Until `stop` is set; then it says that it ends."""
    while not stop.is_set():
        try:
            async with asyncio.timeout(WITHIN), database.working() as db:
                await installation.beat(db, me)
        except TROUBLE:
            log.exception("beat_failed")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)
    with suppress(*TROUBLE):
        async with asyncio.timeout(WITHIN), database.working() as db:
            await installation.end(db, me)
