"""The queue is watched from outside the worker: what is late is told once, and so is that it is over (reliability R17)."""

import json
from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY
from tests.receiver import OK, Receiver, answer
from tests.workers.delivering import Delivering, eventually

from partnerhub.workers import watch
from partnerhub.workers.deliver import counting


class Watched:
    """Lets the time pass between the looks."""

    def __init__(self, delivering: Delivering) -> None:
        self._delivering = delivering

    async def look(self, *, later: float = 0) -> str | None:
        """As if `later` seconds had passed."""
        owner, since = self._delivering.owner, timedelta(seconds=later)
        await owner.execute("UPDATE delivery SET next_at = next_at - $1::interval WHERE next_at > '-infinity'", since)
        await owner.execute("UPDATE endpoint SET paused_until = paused_until - $1::interval", since)
        await owner.execute("UPDATE delivery_watch SET since = since - $1::interval WHERE since > '-infinity'", since)
        return await watch.look(self._delivering.database)

    async def alerts(self) -> list[Any]:
        return await self._delivering.owner.fetch("SELECT name, detail FROM operator_alert ORDER BY id")


def value(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)


@pytest.fixture
async def watched(delivering: Delivering) -> Watched:
    await delivering.owner.execute("DELETE FROM delivery; DELETE FROM delivery_watch; DELETE FROM operator_alert")
    return Watched(delivering)


class TestLateDeliveries:
    async def test_are_told_of_once_and_so_is_their_end(
        self, delivering: Delivering, receiver: Receiver, watched: Watched
    ) -> None:
        """Without a worker, as with one that stands still."""
        partner = await delivering.partner(receiver.url())
        assert await watched.look() is None
        await delivering.owe(partner, 3)
        assert await watched.look(later=29) is None
        assert await watched.look(later=2) == "deliveries_late"
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
                return value("partnerhub_attempts_total", outcome="delivered") == good + 1

            await eventually(counted)
        assert value("partnerhub_attempts_failed_total", endpoint=endpoint, error="status") == 1
