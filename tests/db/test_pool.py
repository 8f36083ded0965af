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
