"""Looks at the queue every few seconds: numbers for /metrics, and a line in the log when something stands badly."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress

import msgspec
import structlog
from prometheus_client import Counter, Gauge

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain.webhooks import watch
from partnerhub.domain.webhooks.watch import Clocks, Seen, Waiting

EVERY = 10.0  # seconds
SOON = 1.0  # seconds; whether a slow look was bad luck is seen by the next one
WITHIN = 10.0  # seconds for a look
UNSEEN_AFTER = 15.0  # seconds without a look that succeeded
SLOW = 2.0  # seconds for the one statement of a look, which takes milliseconds
SLOW_TIMES = 2  # in succession; one may be bad luck

OWED = Gauge(
    "partnerhub_deliveries_owed", "Deliveries owed: to endpoints that are open, throttled or parked.", ["endpoints"]
)
OLDEST = Gauge("partnerhub_oldest_due_seconds", "How long the oldest delivery that is due has waited.", ["endpoints"])
LATE = Gauge("partnerhub_deliveries_late", "1 while something due has waited for more than 30 seconds.")
LOOKED = Gauge("partnerhub_queue_looked_at", "When the queue was last looked at, in seconds since 1970.")
TOOK = Gauge("partnerhub_queue_look_seconds", "How long the last look at the queue took, or was tried.")
FAILED = Counter("partnerhub_queue_looks_failed", "Looks at the queue that PostgreSQL did not answer in time.")
JUMPS = Counter("partnerhub_clock_jumps", "Times that PostgreSQL's clock went ahead or back by seconds.")

log = structlog.get_logger("watch")


class _Unseen(msgspec.Struct):
    """`seconds`: since the last look that succeeded."""

    seconds: float


class _Slow(msgspec.Struct):
    """`seconds`: that one statement took."""

    seconds: float


class _Jumped(msgspec.Struct):
    """`seconds`: that PostgreSQL's clock went ahead; below zero: back."""

    seconds: float


async def run(database: Database, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. That nothing can be seen is said too."""
    watcher = Watcher(database)
    while not stop.is_set():
        await watcher.turn()
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), watcher.pause)


class Watcher:
    """One who looks, and remembers when it last saw something."""

    def __init__(
        self, database: Database, *, within: float = WITHIN, unseen_after: float = UNSEEN_AFTER,
        patience: float = WITHIN, slow: float = SLOW,
    ) -> None:  # fmt: skip
        """Seconds: `within` for a look; `unseen_after` without one, and that is told, with `patience`; `slow` for a statement."""
        self._database = database
        self._within, self._unseen_after, self._patience = within, unseen_after, patience
        self._slow, self._slow_times = slow, 0
        self._clocks = Clocks()
        self._seen_at = time.monotonic()

    @property
    def pause(self) -> float:
        """Seconds until the next look."""
        return SOON if 0 < self._slow_times < SLOW_TIMES else EVERY

    async def turn(self) -> list[str]:
        """Look, whatever comes of it; the names of what was told for the first time."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(self._within):
                return await self.look()
        except TROUBLE:
            FAILED.inc()
            log.exception("watch_failed")
            return await self._unseen()
        finally:
            TOOK.set(time.monotonic() - began)

    async def look(self) -> list[str]:
        async with self._database.working() as db:
            asked = time.monotonic()
            waiting, late = await watch.measure(db)
            answered = time.monotonic()
            jump = self._clocks.jump(waiting["open"].looked_at, asked, answered)
            _show(waiting, jump)
            gone = Seen("queue_unseen", False, _Unseen(round(answered - self._seen_at, 1)))
            jumped = Seen("clock_jumped", jump != 0, _Jumped(round(jump, 1)))
            self._seen_at = answered
            self._slow_times = self._slow_times + 1 if answered - asked > self._slow else 0
            slow = Seen("database_slow", self._slow_times >= SLOW_TIMES, _Slow(round(answered - asked, 1)))
            told = await watch.note(db, [late, gone, jumped, slow])
        _say(told, [late, gone, jumped, slow])
        return told

    async def _unseen(self) -> list[str]:
        """What does not answer may still take one short word."""
        seconds = time.monotonic() - self._seen_at
        if seconds < self._unseen_after:
            return []
        seen = Seen("queue_unseen", True, _Unseen(round(seconds, 1)))
        try:
            async with asyncio.timeout(self._patience), self._database.working() as db:
                told = await watch.note(db, [seen])
        except TROUBLE:
            told = [seen.told]  # by everyone who sees it, as nobody can write down that it was told
        _say(told, [seen])
        return told


def _show(waiting: Mapping[str, Waiting], jump: float) -> None:
    for state, one in waiting.items():
        OWED.labels(state).set(one.owed)
        OLDEST.labels(state).set(one.oldest)
    LATE.set(waiting["open"].oldest > watch.LATE_AFTER)
    LOOKED.set(time.time())
    if jump:
        JUMPS.inc()


def _say(told: list[str], seen: list[Seen]) -> None:
    for one in seen:
        if one.told in told:
            say = log.error if one.raised else log.info
            say(one.told, **msgspec.to_builtins(one.detail))
