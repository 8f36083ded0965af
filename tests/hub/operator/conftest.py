"""A hub with an operator's key, no demo; and the operator in front of it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from tests.hub.browser import Browser
from tests.serving import free_port, served
from tests.world import NO_META, VAULT

from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import hub

KEY = "the operator's key, äöü"


@pytest.fixture(scope="session")
async def closed(database: Database) -> AsyncIterator[str]:
    """Where a hub answers that has no open operator's pages."""
    port = free_port()
    settings = Settings(port=port, base_url=f"http://localhost:{port}", operator_key=KEY)
    async with served(hub.create(database, VAULT, NO_META, settings), port) as url:
        yield url


@pytest.fixture
async def stranger(closed: str) -> AsyncIterator[Browser]:
    async with httpx.AsyncClient(base_url=closed, timeout=60) as http:
        yield Browser(http)


@pytest.fixture
async def operator(stranger: Browser, database: Database) -> Browser:
    async with database.entering() as db:
        await db.execute("DELETE FROM login_attempt")
    answer = await stranger.send("/operator/login", {"key": KEY})
    assert (answer.status_code, answer.headers["location"]) == (303, "/operator")
    return stranger
