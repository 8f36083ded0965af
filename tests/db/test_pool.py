from tests import world

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database

PARTNER = "INSERT INTO partner (id, brand_name) VALUES ($1, $1)"
COUNT = "SELECT count(*) FROM partner WHERE id = $1"


class TestTenancy:
    async def test_a_partner_sees_its_own_row(self, database: Database) -> None:
        async with database.writing("poolonePA") as db:
            await db.execute(PARTNER, "poolonePA")
        async with database.reading("poolonePA") as db:
            assert await db.fetchval(COUNT, "poolonePA") == 1

    async def test_a_rival_and_nobody_see_nothing_of_it(self, database: Database) -> None:
        async with database.writing("pooltwoPA") as db:
            await db.execute(PARTNER, "pooltwoPA")
        async with database.reading("rivalPA") as db:
            assert await db.fetchval(COUNT, "pooltwoPA") == 0
        async with database.entering() as db:
            assert await db.fetchval(COUNT, "pooltwoPA") == 0

    async def test_the_worker_sees_the_rows_of_every_partner(self, database: Database) -> None:
        async with database.writing("poolthreePA") as db:
            await db.execute(PARTNER, "poolthreePA")
        async with database.working() as db:
            assert await db.fetchval(COUNT, "poolthreePA") == 1


class TestEntered:
    async def test_forgets_the_tenant_of_the_last_use_when_nobody_is_let_in(
        self, database: Database, dsns: Dsns
    ) -> None:
        side = await world.make_side(database, world.VAULT, "Acme")
        alone = Database(dsns.app, dsns.worker, set_role=False, size=1)
        await alone.open()
        async with alone.reading(side.partner_id) as db:
            assert await db.fetchval("SELECT count(*) FROM client") == 1
        async with alone.entered("partner_key", b"no such digest", None) as (db, row):
            assert row is None
            assert await db.fetchval("SELECT count(*) FROM client") == 0
        await alone.close()
