"""A PostgreSQL of the tests' own, durable as in life: stopped without warning, started again, its connections cut."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
from tests.conftest import run

from partnerhub.db.embedded import Dsns, Embedded
from partnerhub.db.migrate import migrate

OTHERS = (
    "SELECT pid FROM pg_stat_activity WHERE usename = current_user AND datname = current_database()"
    " AND application_name = 'partnerhub'"
)


class Shared:
    """A database on a server that others use too."""

    def __init__(self, dsns: Dsns) -> None:
        self.dsns = dsns

    def ask(self, query: str, *arguments: Any) -> Any:
        """One value, as the owner."""
        return run(_value(self.dsns.owner, query, *arguments))

    @contextmanager
    def holding(self, statement: str) -> Iterator[None]:
        """What `statement` locks stays locked, as the owner."""
        loop = asyncio.new_event_loop()
        db = loop.run_until_complete(asyncpg.connect(self.dsns.owner))
        try:
            loop.run_until_complete(db.execute(f"BEGIN; {statement}"))
            yield
        finally:
            db.terminate()
            loop.close()

    def cut(self, chance: random.Random, *, every: bool) -> int:
        """Terminate one connection of PartnerHub's, or every one; how many it were."""
        return run(_cut((self.dsns.app, self.dsns.worker), chance, every))


class Postgres(Shared):
    """A server of our own. `options` are its settings; durability is on unless they say otherwise."""

    def __init__(self, folder: Path, **options: str) -> None:
        self._server = Embedded(folder, options=options)
        super().__init__(self._server.start())
        try:
            run(migrate(self.dsns.owner))
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        return int((self._server.data / "postmaster.pid").read_text().split()[0])

    def stop_immediately(self) -> None:
        """As `pg_ctl stop -m immediate`: no checkpoint, no farewell; the next start recovers."""
        os.kill(self.pid, signal.SIGQUIT)
        deadline = time.monotonic() + 60
        while not self._server.exited():
            assert time.monotonic() < deadline, "PostgreSQL does not stop"
            time.sleep(0.01)
        self._server.stop()

    def start(self) -> None:
        self._server.start(alone=True)

    def start_if_gone(self) -> None:
        """As `up` does it."""
        if self._server.exited():
            self._server.stop()
            self.start()

    def stop(self) -> None:
        self._server.stop()


@contextmanager
def running(folder: Path, **options: str) -> Iterator[Postgres]:
    server = Postgres(folder, **options)
    try:
        yield server
    finally:
        server.stop()


async def _value(dsn: str, query: str, *arguments: Any) -> Any:
    db = await asyncpg.connect(dsn)
    try:
        return await db.fetchval(query, *arguments)
    finally:
        await db.close()


async def _cut(dsns: tuple[str, ...], chance: random.Random, every: bool) -> int:
    """Each role may end its own only."""
    roles = [await asyncpg.connect(dsn) for dsn in dsns]
    found = [(role, row["pid"]) for role in roles for row in await role.fetch(OTHERS)]
    chosen = found if every else chance.sample(found, min(1, len(found)))
    ends = [await role.fetchval("SELECT pg_terminate_backend($1)", pid) for role, pid in chosen]
    await asyncio.gather(*(role.close() for role in roles))
    return sum(ends)
