"""Requests that arrive while one batch is being written form the next one: no timer, and many share one commit."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

import msgspec
import structlog

from partnerhub.db.pool import PASSING
from partnerhub.domain.messaging import Payload
from partnerhub.kit import failpoints
from partnerhub.kit.problems import Problem
from partnerhub.surfaces.meta_webhooks.metrics import WAITING

MOST_UPDATES = 1000  # in one batch
MOST_BYTES = 8 * 1024 * 1024  # in one batch
MOST_WAITING = 10_000  # requests
MOST_HELD = 64 * 1024 * 1024  # bytes of all that wait
WITHIN = 10.0  # seconds that a request waits at most
AGAIN_FOR = 3.0  # seconds in which a batch is tried again while the database is away: as long as a restart takes
AGAIN_AFTER = 0.1

Write = Callable[[Sequence[Payload]], Awaitable[None]]

log = structlog.get_logger(__name__)


class NotNow(Problem):
    """What was sent cannot be stored right now. Send it again."""

    status = 503
    code = "not_now"
    retry_after = 2  # seconds


class _Waiting(msgspec.Struct, eq=False):
    payload: Payload
    stored: asyncio.Future[None]

    def end(self, error: Exception | None = None) -> None:
        """Whoever waited may be gone."""
        if self.stored.done():
            return
        if error is None:
            self.stored.set_result(None)
        else:
            self.stored.set_exception(error)


class Batches:
    """`write` stores all payloads it is given, or none. One batch is in flight at a time. One event loop."""

    def __init__(self, write: Write, *, most: int = MOST_UPDATES) -> None:
        """`most`: updates in a batch, unless one payload alone has more."""
        self._write = write
        self._most = most
        self._waiting: deque[_Waiting] = deque()
        self._held = 0
        self._work: asyncio.Task[None] | None = None
        self._closing = False

    async def put(self, payload: Payload) -> None:
        """Returns once it is stored. Raises NotNow, or what `write` raised for this payload alone.

        What it has begun goes on without it: a caller who leaves takes nothing back.
        """
        if len(self._waiting) >= MOST_WAITING or self._held >= MOST_HELD or self._closing:
            raise NotNow
        one = _Waiting(payload, asyncio.get_running_loop().create_future())
        self._waiting.append(one)
        self._held += len(payload.body)
        WAITING.inc()
        if self._work is None:
            self._work = asyncio.create_task(self._until_empty())
        failpoints.step("accept: waiting for its batch")
        try:
            async with asyncio.timeout(WITHIN):
                await one.stored
        except TimeoutError as error:
            raise NotNow from error

    async def close(self) -> None:
        """Write what waits; without a database nobody is told that it is stored."""
        self._closing = True
        if self._work is not None:
            await self._work

    async def _until_empty(self) -> None:
        while self._waiting:
            await self._store(self._next())
        self._work = None

    def _next(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        updates = size = 0
        while self._waiting:
            payload = self._waiting[0].payload
            updates, size = updates + len(payload.changes), size + len(payload.body)
            if batch and (updates > self._most or size > MOST_BYTES):
                break
            batch.append(self._waiting.popleft())
        return batch

    async def _store(self, batch: list[_Waiting]) -> None:
        """A batch that is refused is halved, so that one poisonous payload does not fail its neighbours."""
        try:
            await self._patiently([one.payload for one in batch])
        except PASSING as error:
            log.warning("database not reached", error=repr(error), requests=len(batch))
            self._end(batch, NotNow())
        except Exception as error:  # noqa: BLE001 — it is raised where it belongs
            if len(batch) == 1:
                self._end(batch, error)
                return
            await self._store(batch[: len(batch) // 2])
            await self._store(batch[len(batch) // 2 :])
        else:
            self._end(batch)

    def _end(self, batch: list[_Waiting], error: Exception | None = None) -> None:
        WAITING.dec(len(batch))
        for one in batch:
            self._held -= len(one.payload.body)
            one.end(error)

    async def _patiently(self, payloads: list[Payload]) -> None:
        """A batch whose fate is unknown may be written again: what is stored already is dropped as seen."""
        loop = asyncio.get_running_loop()
        until = loop.time() + AGAIN_FOR
        while True:
            try:
                failpoints.step("accept: batch begun")
                await self._write(payloads)
            except PASSING:
                if self._closing or loop.time() >= until:
                    raise
                await asyncio.sleep(AGAIN_AFTER)
            else:
                return
