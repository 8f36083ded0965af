"""A database whose tables can be locked, our side of Meta's webhooks on it, and many requests at once."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import asyncpg
import pytest
from tests.meta_webhooks.batches.holding import Held
from tests.meta_webhooks.conftest import SETTINGS
from tests.serving import alone, opened, served

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.surfaces import meta_webhooks


@pytest.fixture(scope="module")
def own_dsns(request: pytest.FixtureRequest, new_database: Callable[[str], Dsns]) -> Dsns:
    """A database of their own: they lock its tables."""
    return new_database(request.module.__name__)


@pytest.fixture(scope="module")
async def database(own_dsns: Dsns) -> AsyncIterator[Database]:
    async with opened(own_dsns) as one:
        yield one


@pytest.fixture(scope="module")
async def base(database: Database) -> AsyncIterator[str]:
    async with served(alone("meta_webhooks", meta_webhooks.create(database, SETTINGS), SETTINGS)) as url:
        yield url


@pytest.fixture(scope="module")
async def owner(own_dsns: Dsns) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(own_dsns.owner)
    yield connection
    await connection.close()


@pytest.fixture
async def held(owner: Any, own_dsns: Dsns) -> AsyncIterator[Held]:
    one = Held(owner, await asyncpg.connect(own_dsns.owner))
    yield one
    await one.let_go()
    await one.lock.close()
