"""A clock that jumps: the queue goes by PostgreSQL's, so that no process's own brings anything forward or holds it up."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from tests.receiver import OK, Receiver, answer
from tests.workers.delivering import Delivering

from partnerhub.domain.webhooks.schedule import GAPS
from partnerhub.kit import clock

HOURS = (1, -1, 2, -2, 0)
EACH = 100


@pytest.fixture(autouse=True)
def back() -> Iterator[None]:
    yield
    clock.travel(timedelta(0))


async def test_jumps_of_an_hour_lose_nothing_and_send_nothing_twice(delivering: Delivering, receiver: Receiver) -> None:
    partner = await delivering.partner(receiver.url("/jumps"))
    owed = list[str]()
    async with delivering.worker():
        for hours in HOURS:
            clock.travel(timedelta(hours=hours))
            owed += await delivering.owe(partner, EACH)
            await receiver.until("/jumps", len(owed) - EACH // 2)  # the next jump comes while half of it is on its way
        attempts = await delivering.settled(partner, len(owed))
    assert sorted(one.headers["webhook-id"] for one in receiver.at("/jumps")) == sorted(owed)
    assert {one["outcome"] for one in attempts} == {"delivered"}
    assert len(attempts) == len(owed)
    assert await delivering.owed(partner) == []


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_retry_is_neither_early_nor_an_hour_late(
    delivering: Delivering, receiver: Receiver, hours: int
) -> None:
    receiver.answers["/again"] = lambda count: answer(500) if count == 1 else OK
    partner = await delivering.partner(receiver.url("/again"))
    async with delivering.worker():
        await delivering.owe(partner)
        await delivering.settled(partner, 1)
        clock.travel(timedelta(hours=hours))
        (retry,) = await delivering.owed(partner)
        assert timedelta(seconds=GAPS[0]) <= retry["gap"] <= timedelta(seconds=GAPS[0] * 1.2)
        await delivering.owe(partner)  # something else to do, with the new clock
        await delivering.settled(partner, 2)
        (still,) = await delivering.owed(partner)
        assert still["event_id"] == retry["event_id"]
