"""The whole application on a real port."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from tests.serving import client_of, free_port, served
from tests.world import MASTER

from partnerhub.app import build
from partnerhub.db.embedded import Dsns
from partnerhub.settings import Settings


@pytest.fixture(scope="module")
async def site(dsns: Dsns) -> AsyncIterator[aiohttp.ClientSession]:
    """The whole application, as `partnerhub serve` makes it."""
    port = free_port()
    settings = Settings(
        port=port,
        demo=True,
        sandbox=True,
        database_url=dsns.owner,
        app_database_url=dsns.app,
        worker_database_url=dsns.worker,
        secret_key=MASTER.hex(),  # the one that sealed the keys of this database
    )
    async with served(build.create(settings), port) as base, client_of(base) as session:
        yield session
