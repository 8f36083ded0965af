"""The Partner API begins while PostgreSQL is in trouble."""

import asyncio

import asyncpg
from tests.waiting import eventually
from tests.world import NO_META, VAULT

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import partner_api
from partnerhub.surfaces.partner_api.app import load_signing_key

WAITS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    " AND query LIKE '%FROM signing_key%' AND pid <> pg_backend_pid()"
)


async def test_a_connection_that_is_cut_meanwhile_does_not_end_the_process(dsns: Dsns, database: Database) -> None:
    app = partner_api.create(database, VAULT, NO_META, Settings(demo=True))
    owner, saboteur = await asyncpg.connect(dsns.owner), await asyncpg.connect(dsns.app)
    async with owner.transaction():
        await owner.execute("LOCK TABLE signing_key")
        loading = asyncio.create_task(load_signing_key(app))

        async def waits() -> bool:
            return await saboteur.fetchval(WAITS) is not None

        await eventually(waits)
        assert await saboteur.fetchval("SELECT pg_terminate_backend($1)", await saboteur.fetchval(WAITS))
    await loading
    await owner.close()
    await saboteur.close()
    assert app.state.signing_key.kid
