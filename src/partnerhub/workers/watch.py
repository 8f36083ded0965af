"""Looks at the queue every few seconds: numbers for /metrics, and a line in the log when deliveries are late."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress

import structlog
from prometheus_client import Gauge

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain.webhooks import watch
from partnerhub.domain.webhooks.watch import Change, Waiting

EVERY = 10.0  # seconds
WITHIN = 10.0  # seconds for a look

OWED = Gauge(
    "partnerhub_deliveries_owed", "Deliveries owed: to endpoints that are open, throttled or parked.", ["endpoints"]
)
OLDEST = Gauge("partnerhub_oldest_due_seconds", "How long the oldest delivery that is due has waited.", ["endpoints"])
LATE = Gauge("partnerhub_deliveries_late", "1 while something due has waited for more than 30 seconds.")
LOOKED = Gauge("partnerhub_queue_looked_at", "When the queue was last looked at, in seconds since 1970.")

log = structlog.get_logger("watch")


async def run(database: Database, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. That nothing can be seen is said too."""
    while not stop.is_set():
        try:
            async with asyncio.timeout(WITHIN):
                await look(database)
        except TROUBLE:
            log.exception("watch_failed")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)


async def look(database: Database) -> Change | None:
    async with database.working() as db:
        waiting, change = await watch.look(db)
    _show(waiting)
    if change:
        now = waiting["open"]
        say = log.error if change == "deliveries_late" else log.info
        say(change, oldest=round(now.oldest, 1), owed=now.owed, partner_id=now.partner_id, endpoint_id=now.endpoint_id)
    return change


def _show(waiting: Mapping[str, Waiting]) -> None:
    for state, one in waiting.items():
        OWED.labels(state).set(one.owed)
        OLDEST.labels(state).set(one.oldest)
    LATE.set(waiting["open"].oldest > watch.LATE_AFTER)
    LOOKED.set(time.time())
