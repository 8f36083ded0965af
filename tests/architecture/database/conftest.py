"""A database with a row of two partners in every tenant table, and the owner's connection to look behind the curtain."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from tests.architecture.database.catalogue import Table, tenant_tables
from tests.architecture.database.filling import filled
from tests.world import World

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database


@pytest.fixture(scope="session")
async def owner(dsns: Dsns) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsns.owner)
    yield connection
    await connection.close()


@pytest.fixture(scope="session")
async def sides(database: Database, owner: asyncpg.Connection) -> World:
    return await filled(database, owner)


@pytest.fixture(scope="session")
async def guarded(owner: asyncpg.Connection) -> list[Table]:
    """Every table that belongs to partners."""
    return await tenant_tables(owner)
