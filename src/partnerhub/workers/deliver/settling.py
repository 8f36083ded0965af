"""Writing down what came of attempts, many at a time."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import NamedTuple

import asyncpg
import structlog

from partnerhub.db.pool import TROUBLE, Database, Db
from partnerhub.domain.webhooks import queue, standing
from partnerhub.domain.webhooks.queue import DueEndpoint, Settled
from partnerhub.upstream.receivers.answers import Answer
from partnerhub.workers.deliver import counting

MOST = 256  # in one statement
GATHER = 0.002  # seconds in which outcomes gather
RETRY_WAIT = 0.2
FINISH_WITHIN = 5.0
REFUSED = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)

log = structlog.get_logger(__name__)


class End(NamedTuple):
    settled: Settled
    endpoint: DueEndpoint
    answer: Answer


class Settler:
    """Batches form while the one before is being written; a batch waits for the database as long as it must.

    Endpoints are judged beside: what is over is written down at once, or a killed worker would repeat it.
    """

    def __init__(self, database: Database, written: Callable[[], None], group: asyncio.TaskGroup) -> None:
        """`written` is called after each batch: places have become free. The work is done in tasks of `group`."""
        self._database = database
        self._written = written
        self._waiting: list[End] = []
        self._writing = 0
        self._unjudged: list[End] = []
        self._some = asyncio.Event()
        self._full = asyncio.Event()
        self._to_judge = asyncio.Event()
        self._closing = False
        self._failing: set[int] = set()
        self._tasks = [group.create_task(self._work()), group.create_task(self._judging())]

    def put(self, settled: Settled, endpoint: DueEndpoint, answer: Answer) -> None:
        self._waiting.append(End(settled, endpoint, answer))
        self._some.set()
        if len(self._waiting) >= MOST:
            self._full.set()

    @property
    def unsettled(self) -> int:
        """Outcomes that wait, and those that are being written."""
        return len(self._waiting) + self._writing

    async def finish(self) -> None:
        """Write what is left, and end. Without a database it is left to the leases: told twice, never lost."""
        self._closing = True
        self._some.set()
        self._full.set()
        try:
            await asyncio.wait_for(asyncio.gather(*self._tasks), FINISH_WITHIN)
        except TimeoutError:
            log.exception("outcomes not written", outcomes=self.unsettled)

    async def _work(self) -> None:
        while True:
            await self._some.wait()
            if not self._closing:
                await self._gather()
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            if batch:
                await self._put_down(batch)
            elif self._closing:
                self._to_judge.set()
                return
            if not self._waiting and not self._closing:
                self._some.clear()
                self._full.clear()

    async def _put_down(self, batch: Sequence[End]) -> None:
        self._writing = len(batch)
        await self._until_reached(partial(self._settle, batch))
        self._writing = 0
        counting.count(end.settled for end in batch)
        counting.UNSETTLED.set(self.unsettled)
        self._unjudged += batch
        self._to_judge.set()
        self._written()

    async def _judging(self) -> None:
        while not (self._closing and self._tasks[0].done()) or self._unjudged:
            await self._to_judge.wait()
            self._to_judge.clear()
            batch, self._unjudged = self._unjudged, []
            await self._judge(batch)

    async def _gather(self) -> None:
        try:
            async with asyncio.timeout(GATHER):
                await self._full.wait()
        except TimeoutError:
            pass

    async def _until_reached(self, work: Callable[[bool], Awaitable[None]]) -> None:
        """`work` is told whether it was begun before: a connection may be lost after the commit and before the answer."""
        again = False
        while True:
            try:
                return await work(again)
            except TROUBLE as error:
                again = True
                log.warning("database not reached", error=repr(error), outcomes=self.unsettled)
                await asyncio.sleep(RETRY_WAIT)

    async def _settle(self, batch: Sequence[End], again: bool) -> None:
        async with self._database.working() as db:
            await self._write(db, batch, again=again)

    async def _write(self, db: Db, batch: Sequence[End], *, again: bool) -> None:
        """One poisonous outcome must not hold up its neighbours: a refused batch is halved."""
        try:
            await queue.settle(db, [end.settled for end in batch], again=again)
        except REFUSED as error:
            if len(batch) == 1:
                log.exception("outcome refused", event_id=batch[0].settled.claimed.event_id, error=repr(error))
                return
            half = len(batch) // 2
            await self._write(db, batch[:half], again=again)
            await self._write(db, batch[half:], again=again)

    async def _judge(self, batch: Sequence[End]) -> None:
        """Endpoints in good health cost no statement."""
        by_endpoint: dict[int, list[End]] = defaultdict(list)
        for end in batch:
            if end.answer.failure != "ours":
                by_endpoint[end.endpoint.id].append(end)
        for endpoint_id, ends in by_endpoint.items():
            endpoint, answers = ends[0].endpoint, [end.answer for end in ends]
            failed = any(answer.failure for answer in answers)
            if not (failed or endpoint_id in self._failing or endpoint.in_trouble):
                continue
            await self._until_reached(partial(self._judge_one, endpoint, answers))
            (self._failing.add if answers[-1].failure else self._failing.discard)(endpoint_id)

    async def _judge_one(self, endpoint: DueEndpoint, answers: Sequence[Answer], _again: bool) -> None:
        async with self._database.working_write() as db:
            await standing.judge(db, endpoint.partner_id, endpoint.id, answers)
