"""The Messaging API on a real port, a server in Graph's place behind it, and a world with keys."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from tests import world
from tests.messaging_api.upstream import GRAPH_HEADERS, Upstream, upstream
from tests.serving import alone, client_of, served
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import messaging_api
from partnerhub.upstream.graph import Graph

IMPATIENT = 0.3  # seconds, for the tests of silence alone: a busy machine takes longer for an answer


@pytest.fixture(scope="session")
async def graph_server() -> AsyncIterator[Upstream]:
    async with upstream() as server:
        yield server


@pytest.fixture
def meta(graph_server: Upstream) -> Upstream:
    """Graph's place, with nothing asked yet and in a fair mood."""
    graph_server.asked.clear()
    graph_server.mood = "fair"
    graph_server.say(b'{"success":true}', headers=GRAPH_HEADERS)
    return graph_server


@pytest.fixture(scope="session")
async def base(database: Database, graph_server: Upstream) -> AsyncIterator[str]:
    files = graph_server.base.removesuffix("/graph")
    async with messaging_api_on(database, Graph(graph_server.base, "v23.0", files=files)) as url:
        yield url


@pytest.fixture(scope="session")
async def hasty_base(database: Database, graph_server: Upstream) -> AsyncIterator[str]:
    """Of one that does not wait long for Meta."""
    files = graph_server.base.removesuffix("/graph")
    graph = Graph(graph_server.base, "v23.0", files=files, answer_within=IMPATIENT)
    async with messaging_api_on(database, graph) as url:
        yield url


@asynccontextmanager
async def messaging_api_on(database: Database, graph: Graph) -> AsyncGenerator[str]:
    """Targets must be public here, as in production."""
    settings = Settings()
    app = messaging_api.create(database, VAULT, graph, settings)
    async with served(alone("messaging_api", app, settings)) as url:
        yield url
    await graph.close()


@pytest.fixture
async def acme(database: Database) -> World:
    return await world.make(database)


@pytest.fixture
async def api(base: str, acme: World) -> AsyncIterator[aiohttp.ClientSession]:
    """A session with the channel's key."""
    async with client_of(base, **{"D360-API-KEY": acme.partner.d360_api_key}) as session:
        yield session


@pytest.fixture
async def hasty_api(hasty_base: str, acme: World) -> AsyncIterator[aiohttp.ClientSession]:
    async with client_of(hasty_base, **{"D360-API-KEY": acme.partner.d360_api_key}) as session:
        yield session


@pytest.fixture
async def nobody(base: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with client_of(base) as session:
        yield session
