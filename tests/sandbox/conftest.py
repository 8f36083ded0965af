"""The sandbox on a real port, its background work running, and one app that receives its webhooks."""

from collections.abc import AsyncIterator

import pytest
from tests.sandbox.meta import Meta, running

from partnerhub.db.pool import Database


@pytest.fixture(scope="session")
async def meta(database: Database) -> AsyncIterator[Meta]:
    async with running(database) as meta:
        yield meta
