import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from tests import world

from partnerhub.db import pool
from partnerhub.db.embedded import Dsns, Embedded
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


class TestOpening:
    @pytest.fixture
    def server(self, tmp_path: Path) -> Iterator[Embedded]:
        one = Embedded(tmp_path / "data")
        yield one
        one.stop()

    async def test_waits_for_a_server_that_is_just_being_started_again(self, server: Embedded) -> None:
        dsns = server.start()
        server.stop()
        database = Database(dsns.app, dsns.worker, set_role=False, size=1)
        opening = asyncio.create_task(database.open(patience=30))
        await asyncio.sleep(0.1)
        assert not opening.done()
        server.start()
        await opening
        async with database.working() as db:
            assert await db.fetchval("SELECT current_user") == "partnerhub_worker"
        await database.close()

    async def test_without_patience_says_at_once_that_there_is_none(self, server: Embedded) -> None:
        dsns = server.start()
        server.stop()
        with pytest.raises(OSError, match="No such file"):
            await Database(dsns.app, dsns.worker, set_role=False, size=1).open()

    async def test_has_no_patience_with_a_wrong_password(self, dsns: Dsns) -> None:
        wrong = dsns.app.replace("partnerhub_app:", "partnerhub_app:not")
        with pytest.raises(asyncpg.InvalidPasswordError):
            await Database(wrong, dsns.worker, set_role=False, size=1).open(patience=30)


class TestTheEnd:
    async def test_does_not_wait_for_what_never_gives_its_connection_back(
        self, dsns: Dsns, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pool, "REST_WITHIN", 0.1)
        closed = Database(dsns.app, dsns.worker, set_role=False, size=1)
        await closed.open()
        async with closed.working() as db:
            async with asyncio.timeout(30):
                await closed.close()
            with pytest.raises(asyncpg.InterfaceError):
                await db.fetchval("SELECT 1")
