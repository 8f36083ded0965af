"""The queue is watched from outside the worker: what is late is told once, and so is that it is over (reliability R17)."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY
from tests.receiver import OK, Receiver, answer
from tests.waiting import eventually
from tests.workers.delivering import Delivering

from partnerhub.domain.webhooks.watch import Clocks, Seen, note
from partnerhub.workers import watch
from partnerhub.workers.deliver import counting


class Watched:
    """Lets the time pass between the looks."""

    def __init__(self, delivering: Delivering) -> None:
        self._delivering = delivering
        self._watcher = watch.Watcher(delivering.database)
        self._hasty = watch.Watcher(delivering.database, within=0.5, unseen_after=0, patience=60)

    async def look(self, *, later: float = 0) -> str | None:
        """As if `later` seconds had passed."""
        owner, since = self._delivering.owner, timedelta(seconds=later)
        await owner.execute("UPDATE delivery SET next_at = next_at - $1::interval WHERE next_at > '-infinity'", since)
        await owner.execute("UPDATE endpoint SET paused_until = paused_until - $1::interval", since)
        await self.wait(later)
        (told,) = await self._watcher.look() or [None]
        return told

    async def wait(self, seconds: float) -> None:
        """So much later after the last change that was told."""
        await self._delivering.owner.execute(
            "UPDATE alarm SET since = since - $1::interval", timedelta(seconds=seconds)
        )

    async def turn(self) -> list[str]:
        """A look of one who gives up soon."""
        return await self._hasty.turn()

    async def alerts(self) -> list[Any]:
        return await self._delivering.owner.fetch("SELECT name, detail FROM operator_alert ORDER BY id")


def value(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)


@pytest.fixture
async def watched(delivering: Delivering) -> Watched:
    await delivering.owner.execute("DELETE FROM delivery; DELETE FROM alarm; DELETE FROM operator_alert")
    return Watched(delivering)


async def failing(delivering: Delivering, receiver: Receiver, paused: str, last: str, *, status: int) -> str:
    """A partner whose breaker is open for so long, with one delivery due; its last attempt was so long ago."""
    partner = await delivering.partner(receiver.url())
    await delivering.owe(partner)
    await delivering.owner.execute(
        "UPDATE endpoint SET standing = 'failing', failures = 10, paused_until = now() + $2::text::interval"
        " WHERE partner_id = $1", partner, paused,
    )  # fmt: skip
    await delivering.owner.execute(
        "INSERT INTO attempt (partner_id, endpoint_id, event_id, attempt, type, outcome, status, answer, ms, at)"
        " SELECT $1, id, 'evt', 1, 'messages', 'retrying', $3, '', 1, now() - $2::text::interval"
        " FROM endpoint WHERE partner_id = $1", partner, last, status,
    )  # fmt: skip
    return partner


class TestLateDeliveries:
    async def test_are_told_of_once_and_so_is_their_end(
        self, delivering: Delivering, receiver: Receiver, watched: Watched
    ) -> None:
        """Without a worker, as with one that stands still."""
        partner = await delivering.partner(receiver.url())
        assert await watched.look() is None
        await delivering.owe(partner, 3)
        assert await watched.look(later=20) is None  # a busy machine adds seconds of its own
        assert await watched.look(later=11) == "deliveries_late"
        assert await watched.look(later=60) is None
        assert (value("partnerhub_deliveries_late"), value("partnerhub_deliveries_owed", endpoints="open")) == (1, 3)
        assert (value("partnerhub_oldest_due_seconds", endpoints="open") or 0) >= 91
        async with delivering.worker():
            await delivering.settled(partner, 3)
        assert await watched.look() == "deliveries_flow_again"
        assert await watched.look(later=60) is None
        late, over = await watched.alerts()
        assert (late["name"], over["name"]) == ("deliveries_late", "deliveries_flow_again")
        told = json.loads(late["detail"])
        assert (told["owed"], told["partner_id"]) == (3, partner)
        assert 30 < told["oldest"] < 60
        assert value("partnerhub_deliveries_late") == 0

    async def test_are_told_by_one_of_those_who_look_at_once(
        self, delivering: Delivering, receiver: Receiver, watched: Watched
    ) -> None:
        await delivering.owe(await delivering.partner(receiver.url()))
        assert await watched.look(later=31) == "deliveries_late"
        await delivering.owner.execute("UPDATE delivery SET next_at = now()")
        assert await watched.look() is None  # whoever looked a moment before the first does not take it back

    @pytest.mark.parametrize(
        ("how", "counted"),
        [("disabled_at = now(), standing = 'disabled'", "parked"), ("url = NULL", "parked"),
         ("paused_until = now() + interval '1 hour'", "throttled")],
    )  # fmt: skip
    async def test_are_not_those_of_an_endpoint_that_is_disabled_or_paused(
        self, delivering: Delivering, receiver: Receiver, watched: Watched, how: str, counted: str
    ) -> None:
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        await delivering.owner.execute(f"UPDATE endpoint SET {how} WHERE partner_id = $1", partner)
        assert await watched.look(later=300) is None
        assert value("partnerhub_deliveries_owed", endpoints=counted) == 1
        assert (value("partnerhub_oldest_due_seconds", endpoints=counted) or 0) >= 300

    async def test_are_those_of_a_breaker_that_nobody_closes(
        self, delivering: Delivering, receiver: Receiver, watched: Watched
    ) -> None:
        partner = await delivering.partner(receiver.url())
        await delivering.owe(partner)
        await delivering.owner.execute(
            "UPDATE endpoint SET standing = 'failing', failures = 10, paused_until = now() + interval '30 seconds'"
            " WHERE partner_id = $1",
            partner,
        )
        assert await watched.look(later=40) is None  # its pause has been over for ten seconds only
        assert await watched.look(later=25) == "deliveries_late"

    @pytest.mark.parametrize(
        ("paused", "last"),
        [("1 hour", "20 seconds"),  # longer than any breaker is open: the clock was put back, or a fault of ours
         ("13 seconds", "50 seconds")],  # held by one probe after the other, and none came to an end
    )  # fmt: skip
    async def test_are_those_of_a_breaker_that_is_stuck(
        self, delivering: Delivering, receiver: Receiver, watched: Watched, paused: str, last: str
    ) -> None:
        partner = await failing(delivering, receiver, paused, last, status=500)
        assert await watched.look() is None
        await delivering.owner.execute("UPDATE delivery SET next_at = next_at - interval '31 seconds'")
        assert await watched.look() == "deliveries_late"
        (told,) = await watched.alerts()
        assert json.loads(told["detail"])["partner_id"] == partner

    async def test_are_not_those_of_a_receiver_that_said_how_long_it_is_busy(
        self, delivering: Delivering, receiver: Receiver, watched: Watched
    ) -> None:
        await failing(delivering, receiver, "20 hours", "4 hours", status=503)
        await delivering.owner.execute("UPDATE delivery SET next_at = next_at - interval '5 hours'")
        assert await watched.look() is None

    async def test_are_not_those_that_wait_for_their_turn(
        self, delivering: Delivering, receiver: Receiver, watched: Watched
    ) -> None:
        """What keeps an order waits for the one before it; what is sent again, for what is new."""
        partner = await delivering.partner(receiver.url())
        await delivering.owner.execute("UPDATE endpoint SET fifo = true WHERE partner_id = $1", partner)
        first, _ = await delivering.owe(partner, 2, channel_id="aCH")
        await delivering.owner.execute(
            "UPDATE delivery SET next_at = now() + interval '1 hour' WHERE event_id = $1", first
        )
        await delivering.owner.execute("UPDATE endpoint SET fifo = false WHERE partner_id = $1", partner)
        (again,) = await delivering.owe(partner)
        await delivering.owner.execute("UPDATE delivery SET replayed = true WHERE event_id = $1", again)
        assert await watched.look(later=300) is None


class TestAQueueThatCannotBeSeen:
    async def test_is_told_of_once_while_it_lasts_and_so_is_its_end(
        self, delivering: Delivering, watched: Watched
    ) -> None:
        before = value("partnerhub_queue_looks_failed_total") or 0
        async with delivering.owner.transaction():
            await delivering.owner.execute("LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE")
            assert await watched.turn() == ["queue_unseen"]
            assert await watched.turn() == []
        assert value("partnerhub_queue_looks_failed_total") == before + 2
        assert (value("partnerhub_queue_look_seconds") or 0) >= 0.5
        assert await watched.look() is None  # the others who watch may not see it yet
        await watched.wait(16)
        assert await watched.look() == "queue_seen_again"
        assert [one["name"] for one in await watched.alerts()] == ["queue_unseen", "queue_seen_again"]


class TestASlowDatabase:
    async def test_is_told_of_once_two_looks_were_slow_and_so_is_its_end(
        self, delivering: Delivering, watched: Watched
    ) -> None:
        slowly = watch.Watcher(delivering.database, slow=0)
        assert (await slowly.look(), slowly.pause) == ([], watch.SOON)
        assert ([await slowly.look() for _ in range(2)], slowly.pause) == ([["database_slow"], []], watch.EVERY)
        await watched.wait(16)
        assert await watch.Watcher(delivering.database, slow=60).look() == ["database_quick_again"]


class TestAClockThatJumps:
    NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

    @pytest.mark.parametrize("jump", [3600, -3600, 4])
    def test_is_noticed_at_the_next_look(self, jump: int) -> None:
        clocks = Clocks()
        assert clocks.jump(self.NOON, 100, 100.1) == 0
        assert clocks.jump(self.NOON + timedelta(seconds=10 + jump), 110, 110.1) == pytest.approx(jump, abs=0.2)
        assert clocks.jump(self.NOON + timedelta(seconds=20 + jump), 120, 120.1) == 0

    def test_is_not_a_look_that_took_long(self) -> None:
        clocks = Clocks()
        clocks.jump(self.NOON, 100, 109)
        assert clocks.jump(self.NOON + timedelta(seconds=1), 110, 119) == 0
        assert clocks.jump(self.NOON + timedelta(seconds=20), 120, 129) == 0

    async def test_is_told_once_by_whoever_sees_it_first(self, watched: Watched, delivering: Delivering) -> None:
        seen = [Seen("clock_jumped", True), Seen("queue_unseen", False)]
        async with delivering.database.working() as db:
            assert [await note(db, seen), await note(db, seen)] == [["clock_jumped"], []]

    async def test_that_went_back_does_not_keep_the_next_alarm(self, watched: Watched, delivering: Delivering) -> None:
        async with delivering.database.working() as db:
            assert await note(db, [Seen("deliveries_late", True)]) == ["deliveries_late"]
            await watched.wait(-3600)
            assert await note(db, [Seen("deliveries_late", False)]) == ["deliveries_flow_again"]


class TestAWorkersOwnNumbers:
    async def test_are_attempts_by_outcome_and_failures_by_endpoint(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        good, bad = (
            value("partnerhub_attempts_total", outcome="delivered") or 0,
            await delivering.partner(receiver.url("/bad")),
        )
        receiver.answers["/bad"] = lambda n: answer(500) if n == 1 else OK
        await delivering.owe(bad, 2)
        async with delivering.worker():
            await delivering.settled(bad, 2)
            endpoint = counting.name_of((await delivering.endpoint(bad))["id"])

            async def counted() -> bool:
                return value("partnerhub_attempts_total", outcome="delivered") >= good + 1

            await eventually(counted)
        assert value("partnerhub_attempts_failed_total", endpoint=endpoint, error="status") == 1
