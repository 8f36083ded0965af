"""The Partner API on a real port, and a world to ask it about."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from tests import world
from tests.serving import alone, client_of, served
from tests.world import VAULT, World

from partnerhub.app import parts
from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import partner_api

SETTINGS = Settings(demo=True)


@pytest.fixture(scope="session")
async def base(database: Database) -> AsyncIterator[str]:
    graph = parts.graph(SETTINGS)
    app = partner_api.create(database, VAULT, graph, SETTINGS)
    async with served(alone("partner_api", app, SETTINGS)) as url:
        yield url
    await graph.close()


@pytest.fixture
async def acme(database: Database) -> World:
    return await world.make(database)


@pytest.fixture
async def api(base: str, acme: World) -> AsyncIterator[aiohttp.ClientSession]:
    """A session with the partner's key; paths start at /api/v2."""
    async with client_of(base, **{"x-api-key": acme.partner.partner_key}) as session:
        yield session


@pytest.fixture
async def nobody(base: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with client_of(base) as session:
        yield session
