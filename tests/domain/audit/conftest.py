import pytest
from tests import world
from tests.world import World

from partnerhub.db.pool import Database


@pytest.fixture
async def acme(database: Database) -> World:
    return await world.make(database)
