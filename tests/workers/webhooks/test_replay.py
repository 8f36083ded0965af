"""Replays: every event chosen is owed once, whatever happens to the worker (reliability R12)."""

import asyncio
import os
import sys
from datetime import timedelta
from typing import Any

import pytest
from tests.faults.rig.scale import of
from tests.receiver import OK, Receiver
from tests.waiting import eventually
from tests.workers.delivering import Delivering
from tests.workers.test_deliver_killed import killed

from partnerhub.db.embedded import Dsns
from partnerhub.domain import webhooks
from partnerhub.domain.webhooks import replays
from partnerhub.domain.webhooks.replays import Replay
from partnerhub.kit import clock, ids
from partnerhub.workers import replay

MANY, KILLS = of(6_000, 50_000), of(3, 10)
WORKER = """
import asyncio, sys
from partnerhub.db.pool import Database
from partnerhub.workers import replay

async def main() -> None:
    database = Database(sys.argv[1], sys.argv[2], set_role=False, size=2)
    await database.open()
    await replay.run(database, stop=asyncio.Event())

asyncio.run(main())
"""
# Written by a trigger, so that an enqueueing that was rolled back does not count and one that was repeated does.
COUNT = """
CREATE TABLE IF NOT EXISTS counted (partner_id text, event_id text);
GRANT INSERT ON counted TO PUBLIC;
CREATE OR REPLACE FUNCTION count_replayed() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN INSERT INTO counted VALUES (NEW.partner_id, NEW.event_id); RETURN NULL; END$$;
CREATE OR REPLACE TRIGGER count_replayed AFTER INSERT ON delivery FOR EACH ROW WHEN (NEW.replayed)
    EXECUTE FUNCTION count_replayed();
"""
EVENTS = """
INSERT INTO event (partner_id, id, audience, type, channel_id, body, created_at)
SELECT $1, first_event_id(now() - interval '1 hour') || lpad(n::text, 20, '0'), 'partner', 'old', 'aCH', '{}',
    now() - interval '1 hour' FROM generate_series(1, $2) n
"""


async def begun(delivering: Delivering, partner: str, **chosen: Any) -> Replay:
    now = clock.now()
    async with delivering.database.writing(partner) as db:
        return await replays.create(db, partner, since=now - timedelta(days=1), until=None, now=now, **chosen)


async def ended(delivering: Delivering, partner: str, begun: Replay) -> Replay:
    """Worked to its end."""
    stop = asyncio.Event()
    working = asyncio.create_task(replay.run(delivering.database, stop=stop))

    async def is_over() -> bool:
        return (await now_of(delivering, partner, begun)).state != "running"

    await eventually(is_over)
    stop.set()
    await working
    return await now_of(delivering, partner, begun)


async def now_of(delivering: Delivering, partner: str, begun: Replay) -> Replay:
    async with delivering.database.reading(partner) as db:
        return await replays.get(db, partner, begun.id)


async def carry(delivering: Delivering, partner: str, kind: str = "t", channel: str | None = None) -> str:
    async with delivering.database.writing(partner) as db:
        return await webhooks.publish(db, partner, type=kind, data=b"{}", channel_id=channel, now=clock.now())


async def owed_ids(delivering: Delivering, partner: str) -> set[str]:
    return {row["event_id"] for row in await delivering.owed(partner)}


class TestEachEvent:
    @pytest.mark.faults
    async def test_is_owed_once_although_workers_are_killed(
        self, delivering: Delivering, receiver: Receiver, worker_dsns: Dsns
    ) -> None:
        partner = await delivering.partner(receiver.url())
        await delivering.owner.execute(COUNT)
        await delivering.owner.execute(EVENTS, partner, MANY)
        begun_one = await begun(delivering, partner)
        for goal in range(MANY // (KILLS + 2), MANY * (KILLS + 1) // (KILLS + 2), MANY // (KILLS + 2)):
            worker = await asyncio.create_subprocess_exec(
                sys.executable, "-c", WORKER, worker_dsns.app, worker_dsns.worker,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )  # fmt: skip

            async def came_so_far(goal: int = goal) -> bool:
                return (await now_of(delivering, partner, begun_one)).looked_at >= goal

            await eventually(came_so_far)
            await killed(worker)
        done = await ended(delivering, partner, begun_one)
        counted = await delivering.owner.fetchrow(
            "SELECT count(*) AS rows, count(DISTINCT event_id) AS events FROM counted WHERE partner_id = $1", partner
        )
        await delivering.owner.execute("DROP TRIGGER count_replayed ON delivery")
        assert (counted["rows"], counted["events"], done.owed) == (MANY, MANY, MANY)
        assert done.finished_at

    async def test_without_an_endpoint_when_it_came_is_found_by_its_status(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        partner = await delivering.partner(receiver.url())
        async with delivering.database.writing(partner) as db:
            await webhooks.set_partner_url(db, partner, None)
        missed = await carry(delivering, partner)
        async with delivering.database.writing(partner) as db:
            await webhooks.set_partner_url(db, partner, receiver.url())
        await carry(delivering, partner)
        await delivering.owner.execute("DELETE FROM delivery WHERE event_id <> $1 AND partner_id = $2", missed, partner)
        done = await ended(delivering, partner, await begun(delivering, partner, status="no_endpoint"))
        assert missed in await owed_ids(delivering, partner)
        assert done.looked_at == 2

    async def test_that_was_given_up_is_owed_and_given_up_no_longer(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        partner = await delivering.partner(receiver.url())
        given_up, other = await delivering.owe(partner, 2)
        endpoint = (await delivering.endpoint(partner))["id"]
        await delivering.owner.execute("DELETE FROM delivery WHERE partner_id = $1", partner)
        await delivering.owner.execute(
            "INSERT INTO failed_delivery (partner_id, endpoint_id, event_id, fault, attempts)"
            " VALUES ($1, $2, $3, 'exhausted', 17)",
            partner, endpoint, given_up,
        )  # fmt: skip
        assert (await ended(delivering, partner, await begun(delivering, partner, status="dead"))).owed == 0
        assert (await ended(delivering, partner, await begun(delivering, partner, status="exhausted"))).owed == 1
        assert await owed_ids(delivering, partner) == {given_up} - {other}
        assert await delivering.owner.fetch("SELECT 1 FROM failed_delivery WHERE partner_id = $1", partner) == []

    async def test_that_is_owed_already_is_due_now_and_owed_once(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner, 3)
        await delivering.owner.execute("UPDATE delivery SET next_at = now() + interval '1 day'")
        done = await ended(delivering, partner, await begun(delivering, partner))
        assert (done.owed, done.owed_already) == (0, 3)
        assert all(row["wait"].total_seconds() <= 0 for row in await delivering.owed(partner))


class TestChoosing:
    @pytest.mark.parametrize(
        ("chosen", "expected"),
        [({"type": "one"}, {0, 1}), ({"channel_id": "bCH"}, {1, 3}), ({"type": "one", "channel_id": "bCH"}, {1}),
         ({"client_id": "aCL"}, set[int]()), ({}, {0, 1, 2, 3})],
    )  # fmt: skip
    async def test_takes_what_every_filter_lets_through(
        self, delivering: Delivering, receiver: Receiver, chosen: dict[str, Any], expected: set[int]
    ) -> None:
        partner = await delivering.partner(receiver.url())
        kinds = [("one", "aCH"), ("one", "bCH"), ("two", "aCH"), ("two", "bCH")]
        made = [await carry(delivering, partner, *kind) for kind in kinds]
        await delivering.owner.execute("DELETE FROM delivery WHERE partner_id = $1", partner)
        await ended(delivering, partner, await begun(delivering, partner, **chosen))
        assert await owed_ids(delivering, partner) == {made[n] for n in expected}

    async def test_by_an_endpoint_takes_what_goes_there_today(self, delivering: Delivering, receiver: Receiver) -> None:
        partner = await delivering.partner(receiver.url())
        async with delivering.database.writing(partner) as db:
            await webhooks.set_target(db, partner, "channel", "aCH", receiver.url("/c"), {}, delivering.vault)
            endpoint = await db.fetchval("SELECT id FROM endpoint WHERE kind = 'channel'")
        event_id = ids.prefixed_uuid7("evt")
        await delivering.owner.execute(
            "INSERT INTO event (partner_id, id, audience, type, channel_id, body, created_at)"
            " VALUES ($1, $2, 'channel', 'messages', 'aCH', '{}', now())",
            partner, event_id,
        )  # fmt: skip
        await carry(delivering, partner, channel="aCH")
        await delivering.owner.execute("DELETE FROM delivery WHERE partner_id = $1", partner)
        await ended(delivering, partner, await begun(delivering, partner, endpoint_id=endpoint))
        assert await owed_ids(delivering, partner) == {event_id}


class TestLiveEvents:
    async def test_go_before_those_that_are_sent_again(self, delivering: Delivering, receiver: Receiver) -> None:
        partner = await delivering.partner(receiver.url())
        await delivering.owner.execute("UPDATE endpoint SET max_in_flight = 1 WHERE partner_id = $1", partner)
        await delivering.owner.execute(EVENTS, partner, 1500)
        await ended(delivering, partner, await begun(delivering, partner))
        live = await delivering.owe(partner, 20)
        receiver.answers["/"] = lambda _: OK
        async with delivering.worker():
            await receiver.until("/", 20)
        assert {one.headers["webhook-id"] for one in receiver.requests[:20]} == set(live)


class TestCancelling:
    async def test_ends_it_where_it_is(self, delivering: Delivering, receiver: Receiver) -> None:
        partner = await delivering.partner(receiver.url())
        await delivering.owner.execute(EVENTS, partner, 1200)
        begun_one = await begun(delivering, partner)
        async with delivering.database.working_write() as db:
            assert await replays.step(db)
        async with delivering.database.writing(partner) as db:
            await replays.cancel(db, partner, begun_one.id, clock.now())
        async with delivering.database.working_write() as db:
            assert not await replays.step(db)
        cancelled = await now_of(delivering, partner, begun_one)
        assert (cancelled.state, cancelled.owed) == ("cancelled", 500)
