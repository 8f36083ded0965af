"""Two partners, and a user of the client that wants to move from one to the other."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from tests import world
from tests.world import World

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.access import users
from partnerhub.kit import clock, ids


@pytest.fixture
async def sides(database: Database) -> World:
    """`partner` is left, for `rival`."""
    return await world.make(database)


@pytest.fixture
async def asker(database: Database, sides: World) -> users.User:
    async with database.writing(sides.partner.partner_id) as db:
        email = f"{ids.random_id(8).lower()}@asks.example"
        user_id = await users.create(
            db, sides.partner.partner_id, email=email, name="Ada", password_hash="-",
            client_id=sides.partner.client_id, now=clock.now(),
        )  # fmt: skip
        found = await users.find(db, sides.partner.partner_id, user_id)
    assert found
    return found


@pytest.fixture
async def owner(dsns: Dsns) -> AsyncIterator[asyncpg.Connection]:
    """Of the database, for what has no way through the application."""
    connection = await asyncpg.connect(dsns.owner)
    yield connection
    await connection.close()
