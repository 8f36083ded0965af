"""What is of no use any more is cleared away, and nothing else."""

from datetime import timedelta

from tests import world

from partnerhub.db.pool import Database
from partnerhub.domain.access import idempotency
from partnerhub.kit import clock
from partnerhub.workers.prune import prune


class TestPrune:
    async def test_forgets_old_answers_and_keeps_fresh_ones(self, database: Database) -> None:
        side = await world.make_side(database, world.VAULT, "Acme")
        now = clock.now()
        async with database.writing(side.partner_id) as db:
            for key, at in (("old", now - timedelta(hours=49)), ("fresh", now - timedelta(hours=47))):
                assert await idempotency.reserve(db, side.partner_id, key, b"", now=at, stale=at)
        await prune(database)
        async with database.reading(side.partner_id) as db:
            assert await idempotency.find(db, side.partner_id, "old") is None
            assert await idempotency.find(db, side.partner_id, "fresh") is not None
