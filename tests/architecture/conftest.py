"""The owner's connection, to look behind the curtain."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from partnerhub.db.embedded import Dsns


@pytest.fixture(scope="session")
async def owner(dsns: Dsns) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsns.owner)
    yield connection
    await connection.close()
