"""Where the worker looks for what is due: from the beginning, and while that takes long, above floors that it remembers.

It takes long while a reader stays in its transaction (a dump, a person in psql): PostgreSQL then keeps all that was
settled since, in front of what is owed (docs/decisions/0055).
"""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime

import structlog

from partnerhub.db.pool import TROUBLE, Database, Db
from partnerhub.domain.webhooks import queue
from partnerhub.domain.webhooks.queue import DueEndpoint

LONG, LONGER = 0.01, 0.0001  # seconds for one look from the beginning, and more for each endpoint that it finds
REST, AT_LEAST, AT_MOST = 20, 0.5, 60.0  # times as long as a whole walk took, and seconds, until the next one beside
REMEMBERED = 2_000  # endpoints with floors
ALL = 2**31 - 1
FIRST = ("", 0)

log = structlog.get_logger(__name__)


class Looking:
    def __init__(self, database: Database, *, long: float = LONG) -> None:
        self._database = database
        self._long = long
        self._floors: dict[tuple[str, int], datetime] = {}
        self._took = 0.0
        self._slow = asyncio.Event()

    async def due(self, db: Db, after: tuple[str, int], most: int) -> list[DueEndpoint]:
        """At most `most` endpoints with something due, in the order of their keys, from behind `after`."""
        if self._slow.is_set():
            return await self._above(db, after, most)
        found = await self._walk(db, after, most)
        if self._is_long(found):
            self._floors = {one.key: one.since for one in found}
            self._slow.set()
        return found

    async def walk_beside(self) -> None:
        """Whole walks, from time to time, while they take long: what came below a floor is found by them."""
        while True:
            await self._slow.wait()
            await asyncio.sleep(min(max(self._took * REST, AT_LEAST), AT_MOST))
            try:
                async with self._database.working() as db:
                    found = await self._walk(db, FIRST, ALL)
            except TROUBLE as error:
                log.warning("queue not walked through", error=repr(error))
                continue
            if not self._is_long(found):
                self._slow.clear()
                continue
            for one in found:
                if one.since < self._floors.get(one.key, one.since):
                    self._floors[one.key] = one.since

    async def _walk(self, db: Db, after: tuple[str, int], most: int) -> list[DueEndpoint]:
        began = time.monotonic()
        try:
            return await queue.due(db, after, most)
        finally:
            self._took = time.monotonic() - began

    def _is_long(self, found: Sequence[DueEndpoint]) -> bool:
        return self._took > self._long + LONGER * len(found)

    async def _above(self, db: Db, after: tuple[str, int], most: int) -> list[DueEndpoint]:
        if len(self._floors) > REMEMBERED:
            self._floors.clear()
        before = dict(self._floors)
        risen = await queue.risen(db, before)
        for key, floor in risen.items():
            if self._floors.get(key) == before[key]:  # not lowered by a whole walk meanwhile
                self._floors[key] = floor
        found = await queue.due_above(db, risen, after, most)
        for one in found:
            self._floors.setdefault(one.key, one.since)
        return found
