"""The pools on a database, as the application opens them."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database


@asynccontextmanager
async def opened(dsns: Dsns, size: int = 10) -> AsyncGenerator[Database]:
    """Closed at the end, whatever happens."""
    database = Database(dsns.app, dsns.worker, set_role=False, size=size)
    await database.open()
    try:
        yield database
    finally:
        await database.close()
