"""A hint from one process to the others that there is something to look for, by NOTIFY on a connection of its own.

Never inside a transaction that matters: NOTIFY makes commits wait for each other. A hint may get lost, so whoever
listens looks by itself from time to time, too.
"""

import asyncio
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database

NOT_AGAIN_WITHIN = 0.005  # seconds
RECONNECT_WAIT = 0.5

log = structlog.get_logger(__name__)


class Hints:
    """Gives the same hint again and again, as often as is of use. One event loop."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel
        self._wanted = False
        self._task: asyncio.Task[None] | None = None

    def give(self) -> None:
        """Soon, and once for all who ask meanwhile."""
        self._wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._give())

    async def close(self) -> None:
        """Give the last hint that is wanted."""
        if self._task is not None:
            await self._task

    async def _give(self) -> None:
        while self._wanted:
            self._wanted = False
            try:
                async with self._database.working() as db:
                    await db.execute("SELECT pg_notify($1, '')", self._channel)
            except TROUBLE as error:
                log.warning("hint not given", error=repr(error))
            await asyncio.sleep(NOT_AGAIN_WITHIN)


async def listen(database: Database, channel: str, heard: asyncio.Event) -> None:
    """Set `heard` at each hint, until cancelled; without a database it waits for one."""
    while True:
        with suppress(*TROUBLE):
            await _listen_once(database, channel, heard)
        await asyncio.sleep(RECONNECT_WAIT)


async def _listen_once(database: Database, channel: str, heard: asyncio.Event) -> None:
    """Returns when the connection is lost."""
    lost = asyncio.Event()

    def hear(*_: object) -> None:
        heard.set()

    def lose(*_: object) -> None:
        lost.set()

    async with database.apart() as db:
        db.add_termination_listener(lose)
        try:
            await db.add_listener(channel, hear)
            await lost.wait()
        finally:
            db.remove_termination_listener(lose)
            await db.remove_listener(channel, hear)
