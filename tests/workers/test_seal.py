"""The worker that seals the audit log: every line is in its partner's chain soon after it was written."""

import asyncio

import asyncpg
from tests import world
from tests.waiting import eventually
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import audit
from partnerhub.domain.audit import Origin
from partnerhub.domain.audit.verify import verify
from partnerhub.kit import clock
from partnerhub.workers import seal

WRITERS, LINES = 8, 15


async def write(database: Database, side: Side) -> None:
    """Changes of one partner in one hand, each with its line."""
    for _ in range(LINES):
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE client SET partner_payload = partner_payload || 'x' WHERE id = $1", side.client_id)
            await audit.record(db, side.partner_id, Origin(actor="key:1"), action="test", now=clock.now())


async def unsealed(owner: asyncpg.Connection, side: Side) -> bool:
    return await owner.fetchval("SELECT count(*) FROM audit_unsealed WHERE partner_id = $1", side.partner_id) > 0


class TestSealing:
    async def test_by_two_workers_at_once_while_many_write_leaves_one_whole_chain(
        self, worker_database: Database, owner: asyncpg.Connection
    ) -> None:
        side = await world.make_side(worker_database, VAULT, "Acme")
        stop = asyncio.Event()
        workers = [asyncio.create_task(seal.run(worker_database, VAULT, stop=stop)) for _ in range(2)]
        await asyncio.gather(*(write(worker_database, side) for _ in range(WRITERS)))

        async def done() -> bool:
            return not await unsealed(owner, side)

        await eventually(done)
        stop.set()
        await asyncio.gather(*workers)
        found = await verify(owner, side.partner_id, VAULT, now=clock.now())
        assert (found.lines, found.faults) == (WRITERS * LINES, [])

    async def test_leaves_a_broken_chain_alone_and_goes_on_with_the_others(
        self, worker_database: Database, owner: asyncpg.Connection
    ) -> None:
        broken = await world.make_side(worker_database, VAULT, "Broken")
        good = await world.make_side(worker_database, VAULT, "Good")
        await owner.execute("UPDATE audit_chain SET last_place = 7 WHERE partner_id = $1", broken.partner_id)
        for side in (broken, good):
            await write(worker_database, side)
        known: set[str] = set()
        while await seal.seal_due(worker_database, VAULT, known):
            pass
        assert known >= {broken.partner_id}
        assert await unsealed(owner, broken)
        assert not await unsealed(owner, good)
