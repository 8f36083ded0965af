"""A row of two partners in every tenant table."""

import asyncpg
import pytest
from tests.architecture.database.catalogue import Table, tenant_tables
from tests.architecture.database.filling import filled
from tests.world import World

from partnerhub.db.pool import Database


@pytest.fixture(scope="session")
async def sides(database: Database, owner: asyncpg.Connection) -> World:
    return await filled(database, owner)


@pytest.fixture(scope="session")
async def guarded(owner: asyncpg.Connection) -> list[Table]:
    """Every table that belongs to partners."""
    return await tenant_tables(owner)
