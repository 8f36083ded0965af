"""What a partner is told of its endpoints: `endpoint.failing`, `endpoint.disabled`, `endpoint.recovered`."""

import json
from typing import Any

from tests import carried
from tests.receiver import Receiver, answer
from tests.waiting import eventually
from tests.workers.delivering import Delivering

from partnerhub.domain import webhooks
from partnerhub.kit import clock


async def carry(delivering: Delivering, partner: str, count: int) -> None:
    async with delivering.database.working_write() as db:
        for _ in range(count):
            await carried.carry(
                db, partner, body=b"{}", type="messages", channel_id="aCH", waba_id="aWA", now=clock.now()
            )


async def with_channel(delivering: Delivering, receiver: Receiver) -> str:
    """A partner whose own endpoint is /own, and the endpoint of its channel /channel."""
    partner = await delivering.partner(receiver.url("/own"))
    async with delivering.database.writing(partner) as db:
        url = receiver.url("/channel")
        await webhooks.set_target(db, partner, "channel", "aCH", url, {}, delivering.vault)
    return partner


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(request.body) for request in receiver.at("/own")]


async def logged(delivering: Delivering, partner: str) -> list[str]:
    rows = await delivering.owner.fetch(
        "SELECT type FROM event WHERE partner_id = $1 AND type LIKE 'endpoint.%' ORDER BY id", partner
    )
    return [row["type"] for row in rows]


async def audited(delivering: Delivering, partner: str) -> list[str]:
    rows = await delivering.owner.fetch(
        "SELECT action FROM audit WHERE partner_id = $1 AND actor = 'system' ORDER BY id", partner
    )
    return [row["action"] for row in rows]


class TestOfAChannel:
    async def test_are_told_to_the_partner_once_for_each_change(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        receiver.answers["/channel"] = lambda _: answer(500)
        partner = await with_channel(delivering, receiver)
        await carry(delivering, partner, 30)
        async with delivering.worker():
            await receiver.until("/own", 1)
            for _ in range(3):
                await delivering.pass_time_but_not_of_leases()
            receiver.answers["/channel"] = lambda _: answer(200)
            await eventually(lambda: passed(delivering, partner))
            await receiver.until("/own", 2)
        failing, recovered = told(receiver)
        assert (failing["event"], recovered["event"]) == ("endpoint.failing", "endpoint.recovered")
        data = failing["data"]
        assert (data["kind"], data["owner_id"], data["host"]) == ("channel", "aCH", "127.0.0.1")
        assert (data["standing"], data["status"], data["error"]) == ("failing", 500, "status")
        assert data["failures"] >= 10
        assert await logged(delivering, partner) == ["endpoint.failing", "endpoint.recovered"]
        assert await audited(delivering, partner) == ["endpoint.failing", "endpoint.recovered"]

    async def test_say_that_it_is_disabled_and_why(self, delivering: Delivering, receiver: Receiver) -> None:
        receiver.answers["/channel"] = lambda _: answer(410)
        partner = await with_channel(delivering, receiver)
        await carry(delivering, partner, 3)
        async with delivering.worker():
            await receiver.until("/own", 1)
            await delivering.settled(partner, 4)
        (one,) = told(receiver)
        assert (one["event"], one["data"]["disabled_reason"]) == ("endpoint.disabled", "gone")


class TestOfThePartnersOwn:
    async def test_are_in_the_logs_while_it_fails_and_told_when_it_is_back(
        self, delivering: Delivering, receiver: Receiver
    ) -> None:
        receiver.answers["/own"] = lambda n: answer(500) if n <= 12 else answer(200)
        partner = await delivering.partner(receiver.url("/own"))
        await delivering.owe(partner, 12)
        async with delivering.worker():
            await eventually(lambda: passed(delivering, partner))
        names = [one["event"] for one in told(receiver)]
        assert names.count("endpoint.recovered") == 1
        assert "endpoint.failing" not in names
        assert await logged(delivering, partner) == ["endpoint.failing", "endpoint.recovered"]
        assert await audited(delivering, partner) == ["endpoint.failing", "endpoint.recovered"]


async def passed(delivering: Delivering, partner: str) -> bool:
    """Time passes until nothing is owed any more."""
    await delivering.pass_time_but_not_of_leases()
    return await delivering.owed(partner) == []
