"""Connections to PostgreSQL: each is handed out with its tenant set, or with none and then sees nothing.

`json` and `jsonb` travel as text: stores encode and decode with msgspec where they need to.

Two roles, two pools. `partnerhub_app` is under row-level security: `reading` and `writing` name the partner.
`partnerhub_worker` sees the rows of every partner in the few tables it is granted.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import asyncpg
import structlog
from asyncpg.pool import PoolConnectionProxy
from asyncpg.transaction import Transaction

if TYPE_CHECKING:  # only asyncpg's stubs know these as generic
    Connection = asyncpg.Connection[asyncpg.Record]
    Db = Connection | PoolConnectionProxy[asyncpg.Record]
else:
    Connection = asyncpg.Connection
    Db = asyncpg.Connection | PoolConnectionProxy
Row = asyncpg.Record
T = TypeVar("T")
Last = Callable[[Db], Awaitable[None]]

APP_ROLE = "partnerhub_app"
WORKER_ROLE = "partnerhub_worker"
SET_TENANT = "SELECT set_config('partnerhub.partner', $1, false)"
ENTRIES = {"partner_key": "enter_by_partner_key($1, $2::text::inet)"}
# SQL of one value, read as `entered.partner_id`; its arguments are put behind those that it is given.
Reading = Callable[[list[Any]], str]
STATEMENT_TIMEOUT_MS = 15_000
IDLE_IN_TRANSACTION_MS = 10_000
# The rows of a partner lie scattered, but in memory. PostgreSQL's default of 4, for spinning disks, gathers and sorts them all
# where reading the first ones in an index's order is cheaper; that costs half of a page of 100.
RANDOM_PAGE_COST = "1.1"
# A plan made while a queue was empty reads the whole table once it is long: through the index whenever there is one.
QUEUES = {"enable_seqscan": "off"}

# Whatever a server that is going away may cause. asyncpg tells a connection cut between two messages by its own fault.
TROUBLE = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
# The part of it that passes by itself: the server starts, ends, or has no connection left.
PASSING = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InternalClientError,
)
PATIENCE = 10.0  # seconds; of a process that begins while the server is being started again
CLOSE_WITHIN = 1.0  # seconds for a connection to say goodbye
REST_WITHIN = 5.0  # seconds for what is at work when the pools are closed
AGAIN_AFTER = 0.5

log = structlog.get_logger()


class _Connection(Connection):
    def get_reset_query(self) -> str:
        """Nothing to reset: every hand-out sets the tenant anew, and asyncpg's default costs 23 %."""
        return ""


class Database:
    """The pools of one process. `app` and `worker` are DSNs; `set_role` when both log in as the owner."""

    def __init__(self, app: str, worker: str, *, set_role: bool, size: int = 10) -> None:
        # A pool that could not be opened is of no use: each attempt makes a new one.
        self._make_app = partial(_pool, app, size, _settings(APP_ROLE if set_role else "", {}))
        self._make_worker = partial(_pool, worker, size, _settings(WORKER_ROLE if set_role else "", QUEUES))
        self._connect = partial(asyncpg.connect, worker, server_settings=_settings(WORKER_ROLE if set_role else "", {}))
        self.last: Last | None = None

    async def open(self, *, patience: float = 0) -> None:
        """`patience` as in `patiently`."""
        self._app = await patiently(self._make_app, patience)
        self._worker = await patiently(self._make_worker, patience)

    async def close(self) -> None:
        """Waits a moment for what is at work, then cuts it off: a process that is told to stop does stop."""
        for pool in (self._app, self._worker):
            with suppress(TimeoutError):  # then the pool has cut its connections itself
                await asyncio.wait_for(pool.close(), REST_WITHIN)

    def ending_with(self, last: Last) -> "Database":
        """The same pools, with `last` as the last thing in every transaction of `writing`."""
        twin = copy(self)
        twin.last = last
        return twin

    @asynccontextmanager
    async def reading(self, partner_id: str) -> AsyncGenerator[Db]:
        """Autocommit, as `partner_id`."""
        async with self._app.acquire() as db:
            await db.execute(SET_TENANT, partner_id)
            yield db

    @asynccontextmanager
    async def writing(self, partner_id: str) -> AsyncGenerator[Db]:
        """One transaction, as `partner_id`: leaving commits, raising rolls back."""
        async with self.reading(partner_id) as db, db.transaction():
            yield db
            if self.last:
                await self.last(db)

    @asynccontextmanager
    async def entering(self) -> AsyncGenerator[Db]:
        """Autocommit, as nobody: only the entry functions of the schema (`enter_by_…`) find anything."""
        async with self.reading("") as db:
            yield db

    @asynccontextmanager
    async def entered(
        self, entry: Literal["partner_key"], *arguments: Any, reads: Reading | None = None
    ) -> AsyncGenerator[tuple[Db, Row | None]]:
        """Autocommit, as whoever the entry function lets in, and its row; one round trip where `entering` takes two.

        The functions of ENTRIES forget the tenant of the connection's last use before they look. What `reads` asks for is the
        row's `read`: in the same statement and after the entry, for it depends on the partner that the entry has set.
        """
        given = list(arguments)
        statement = f"SELECT * FROM {ENTRIES[entry]}"
        if reads is not None:
            statement = f"WITH entered AS MATERIALIZED ({statement}) SELECT *, {reads(given)} AS read FROM entered"
        async with self._app.acquire() as db:
            yield db, await db.fetchrow(statement, *given)

    async def entries(self, entries: Literal["channels_of_keys($1)"], *arguments: Any) -> list[Row]:
        """What an entry function says of many at once, each of its own partner: nobody is let in on a connection by it."""
        async with self._app.acquire() as db:
            return await db.fetch(f"SELECT * FROM {entries}", *arguments)

    @asynccontextmanager
    async def working(self) -> AsyncGenerator[Db]:
        """Autocommit, as the worker."""
        async with self._worker.acquire() as db:
            yield db

    @asynccontextmanager
    async def apart(self) -> AsyncGenerator[Connection]:
        """A connection of its own, as the worker, for what never ends: held, it would be missing in a pool."""
        db = await self._connect()
        try:
            yield db
        finally:
            await db.close(timeout=CLOSE_WITHIN)

    @asynccontextmanager
    async def working_write(self) -> AsyncGenerator[Db]:
        """One transaction, as the worker."""
        async with self.working() as db, db.transaction():
            yield db


def one_moment(db: Db) -> Transaction:
    """What is read within it is of one snapshot, however many statements read it. Not within a transaction."""
    return db.transaction(isolation="repeatable_read", readonly=True)


async def patiently(attempt: Callable[[], Awaitable[T]], patience: float) -> T:
    """Try for `patience` seconds, when the server is just being started again or is full."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return await attempt()
        except PASSING as error:
            if time.monotonic() >= deadline:
                raise
            log.warning("database not reached", error=repr(error))
            await asyncio.sleep(AGAIN_AFTER)


def _settings(role: str, more: dict[str, str]) -> dict[str, str]:
    """What is set on a connection from the beginning; `role`: the one to act as, empty for whoever logs in."""
    return {
        **more,
        "application_name": "partnerhub",
        "statement_timeout": str(STATEMENT_TIMEOUT_MS),
        "idle_in_transaction_session_timeout": str(IDLE_IN_TRANSACTION_MS),
        "jit": "off",
        "random_page_cost": RANDOM_PAGE_COST,
        **({"role": role} if role else {}),
    }


def _pool(dsn: str, size: int, server_settings: dict[str, str]) -> Any:
    return asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=size,
        connection_class=_Connection,
        server_settings=server_settings,
    )
