"""Somebody stays in a transaction (a dump, a person in psql): PostgreSQL keeps what is settled, and no claim walks through it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import asyncpg
import pytest
from tests.waiting import eventually
from tests.workers.delivering import Delivering

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Db
from partnerhub.domain.webhooks import queue
from partnerhub.domain.webhooks.queue.claim_store import CLAIM
from partnerhub.domain.webhooks.queue.floor_store import ABOVE, RISEN
from partnerhub.workers.deliver.looking import FIRST, Looking

NOBODY = "http://127.0.0.1:1/"
SETTLED = """
INSERT INTO delivery (partner_id, endpoint_id, event_id, next_at)
SELECT partner_id, id, 'settled_' || n, now() - interval '1 hour' + n * interval '1 millisecond'
FROM endpoint, generate_series(1, $2::int) n WHERE partner_id = $1
"""
FEW, MANY = 300, 6_000
AS_MUCH = 60  # pages more: an index may have grown by a level; 6,000 cost more than a thousand
ALWAYS = -1.0  # seconds that a look may take before floors are remembered


@pytest.fixture
async def reader(worker_dsns: Dsns) -> AsyncIterator[None]:
    """One who stays in a transaction meanwhile."""
    connection = await asyncpg.connect(worker_dsns.owner)
    async with connection.transaction(isolation="repeatable_read"):
        await connection.fetchval("SELECT count(*) FROM event")
        yield
    await connection.close()


async def settle(delivering: Delivering, partner: str, count: int) -> None:
    """So many were owed for an hour, and are settled."""
    await delivering.owner.execute(SETTLED, partner, count)
    await delivering.owner.execute("DELETE FROM delivery WHERE partner_id = $1", partner)


async def pages(db: Db, statement: str, *arguments: Any) -> int:
    """That PostgreSQL had to look at; what the statement did is undone."""
    act = db.transaction()
    await act.start()
    told = await db.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", *arguments)
    await act.rollback()
    plan = json.loads(told)[0]["Plan"]
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


async def pages_of_a_claim(delivering: Delivering, partner: str) -> int:
    """To find three deliveries of the only endpoint, and to take them in hand."""
    await delivering.owe(partner, 3)
    async with delivering.database.working() as db:
        (found,) = await queue.due(db, FIRST, 9)
        keys = ([found.partner_id], [found.id])
        looked = await pages(db, RISEN, *keys, [found.since]) + await pages(db, ABOVE, *FIRST, 9, *keys, [found.since])
        return looked + await pages(db, CLAIM, *keys, [4], [4], 13.0, 7, [found.since])


async def keys_of(looking: Looking, delivering: Delivering) -> list[tuple[str, int]]:
    async with delivering.database.working() as db:
        return [one.key for one in await looking.due(db, FIRST, 256)]


@pytest.mark.usefixtures("reader")
async def test_a_claim_costs_the_same_however_much_was_settled(delivering: Delivering) -> None:
    partner = await delivering.partner(NOBODY)
    await settle(delivering, partner, FEW)
    few = await pages_of_a_claim(delivering, partner)
    await settle(delivering, partner, MANY)
    assert await pages_of_a_claim(delivering, partner) <= few + AS_MUCH


@pytest.mark.usefixtures("reader")
class TestFloors:
    async def test_hide_nothing_that_a_whole_walk_finds(self, delivering: Delivering) -> None:
        looking, whole = Looking(delivering.database, long=ALWAYS), Looking(delivering.database, long=1e9)
        partners = [await delivering.partner(NOBODY) for _ in range(6)]
        states = [
            ("owed", partners[1]), ("owed", partners[4]), ("settled", partners[1]), ("owed", partners[0]),
            ("paused", partners[4]), ("owed", partners[5]), ("owed", partners[1]), ("resumed", partners[4]),
            ("owed", partners[2]), ("settled", partners[5]), ("settled", partners[0]), ("owed", partners[3]),
            ("settled", partners[4]), ("owed", partners[4]), ("owed", partners[0]),
        ]  # fmt: skip
        for done, partner in states:
            await self.do(delivering, done, partner)
            found = await keys_of(looking, delivering)
            assert found == await keys_of(whole, delivering)
            async with delivering.database.working() as db:
                page = await looking.due(db, found[0] if found else FIRST, 1)
            assert [one.key for one in page] == found[1:2]

    async def do(self, delivering: Delivering, done: str, partner: str) -> None:
        if done == "owed":
            await delivering.owe(partner)
        elif done == "settled":
            await delivering.owner.execute("DELETE FROM delivery WHERE partner_id = $1", partner)
        else:
            at = "infinity" if done == "paused" else "-infinity"
            await delivering.owner.execute(f"UPDATE endpoint SET paused_until = '{at}' WHERE partner_id = $1", partner)

    async def test_sink_with_the_clock_of_the_database(self, delivering: Delivering) -> None:
        partner = await delivering.partner(NOBODY)
        (found,) = await self.owed_and_found(delivering, partner)
        async with delivering.database.working() as db:
            ahead = {found.key: found.since.replace(year=found.since.year + 1)}
            assert (await queue.risen(db, ahead))[found.key] == found.since

    async def owed_and_found(self, delivering: Delivering, partner: str) -> list[queue.DueEndpoint]:
        await delivering.owe(partner)
        async with delivering.database.working() as db:
            return await queue.due(db, FIRST, 9)

    async def test_are_lowered_by_a_whole_walk_for_what_came_late(self, delivering: Delivering) -> None:
        partner = await delivering.partner(NOBODY)
        looking = Looking(delivering.database, long=ALWAYS)
        (found,) = await self.owed_and_found(delivering, partner)
        assert await keys_of(looking, delivering) == [found.key]
        await delivering.owner.execute("DELETE FROM delivery")
        assert await keys_of(looking, delivering) == []
        await delivering.owe(partner)
        await delivering.owner.execute("UPDATE delivery SET next_at = now() - interval '1 hour'")
        assert await keys_of(looking, delivering) == []
        beside = asyncio.create_task(looking.walk_beside())
        await eventually(lambda: self.finds(looking, delivering))
        beside.cancel()
        with suppress(asyncio.CancelledError):
            await beside

    async def finds(self, looking: Looking, delivering: Delivering) -> bool:
        return await keys_of(looking, delivering) != []
