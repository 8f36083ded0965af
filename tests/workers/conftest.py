from collections.abc import AsyncIterator, Callable
from typing import Any

import asyncpg
import pytest
from tests.messaging_api.upstream import Upstream, upstream
from tests.receiver import Receiver, receiving
from tests.serving import opened
from tests.workers.delivering import Delivering

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.graph import Graph

VAULT = Vault(b"a master secret for tests, only!")


@pytest.fixture(scope="session")
def worker_dsns(new_database: Callable[[str], Dsns]) -> Dsns:
    """A database of their own: workers deliver what anyone owes in it."""
    return new_database("workers")


@pytest.fixture(scope="session")
async def worker_database(worker_dsns: Dsns) -> AsyncIterator[Database]:
    async with opened(worker_dsns) as one:
        yield one


@pytest.fixture
async def owner(worker_dsns: Dsns) -> AsyncIterator[asyncpg.Connection]:
    """All rights, to look at the tables and to let time pass in them."""
    connection = await asyncpg.connect(worker_dsns.owner)
    yield connection
    await connection.execute("DELETE FROM delivery")
    await connection.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as one:
        yield one


@pytest.fixture
def delivering(worker_database: Database, owner: Any) -> Delivering:
    return Delivering(worker_database, VAULT, owner)


@pytest.fixture
async def meta() -> AsyncIterator[Upstream]:
    async with upstream() as running:
        yield running


@pytest.fixture
async def graph(meta: Upstream) -> AsyncIterator[Graph]:
    made = Graph(meta.base, "v23.0")
    yield made
    await made.close()
