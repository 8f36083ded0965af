"""An endpoint that keeps the order of each channel's events (reliability R9)."""

from collections import defaultdict

from tests.receiver import OK, Receiver, answer
from tests.waiting import eventually
from tests.workers.delivering import Delivering
from tests.workers.test_deliver_killed import killed, started

from partnerhub.db.embedded import Dsns
from partnerhub.domain import webhooks
from partnerhub.kit import clock

EVENTS, KEYS = 1000, 40


async def keep_order(delivering: Delivering, partner: str) -> None:
    await delivering.owner.execute("UPDATE endpoint SET fifo = true WHERE partner_id = $1", partner)


async def owe(delivering: Delivering, partner: str, channels: list[str]) -> dict[str, list[str]]:
    """An event of each of `channels`, in this order; the events by channel."""
    owed: dict[str, list[str]] = defaultdict(list)
    async with delivering.database.writing(partner) as db:
        for channel in channels:
            event = await webhooks.publish(db, partner, type="t", data=b"{}", channel_id=channel, now=clock.now())
            owed[channel].append(event)
    return owed


def arrived(receiver: Receiver, refused: set[int]) -> list[str]:
    """The events in the order of their first success; `refused` are numbers of requests."""
    taken = [one.headers["webhook-id"] for n, one in enumerate(receiver.requests, 1) if n not in refused]
    return list(dict.fromkeys(taken))


class TestOrder:
    async def test_of_each_channel_survives_failures_and_killed_workers(
        self, delivering: Delivering, receiver: Receiver, worker_dsns: Dsns
    ) -> None:
        receiver.answers["/"] = lambda n: answer(500) if n % 10 == 0 else OK
        partner = await delivering.partner(receiver.url())
        await keep_order(delivering, partner)
        owed = await owe(delivering, partner, [f"c{n % KEYS}CH" for n in range(EVENTS)])
        for goal in (150, 300, 450):
            pair = [await started(worker_dsns), await started(worker_dsns)]
            while len(receiver.requests) < goal:
                await receiver.until("/", len(receiver.requests) + 1)
                await delivering.pass_time_but_not_of_leases()
            for worker in pair:
                await killed(worker)
            await delivering.pass_time()
        async with delivering.worker(), delivering.worker():
            await eventually(lambda: all_gone(delivering, partner))
        refused = set(range(10, len(receiver.requests) + 1, 10))
        first = arrived(receiver, refused)
        assert sorted(first) == sorted(one for events in owed.values() for one in events)
        for events in owed.values():
            assert [one for one in first if one in set(events)] == events

    async def test_makes_no_channel_wait_for_others(self, delivering: Delivering, receiver: Receiver) -> None:
        """However much waits behind them, and however many they are."""
        partner = await delivering.partner(receiver.url())
        await keep_order(delivering, partner)
        stuck = await owe(delivering, partner, ["0CH"] * 2000 + [f"0{n}CH" for n in range(400)])
        await delivering.owner.execute(
            "UPDATE delivery SET next_at = now() + interval '1 day' WHERE event_id = ANY($1)",
            [events[0] for events in stuck.values()],
        )
        others = await owe(delivering, partner, [f"1{n}CH" for n in range(600)])
        async with delivering.worker():
            await receiver.until("/", 600)
        assert {one.headers["webhook-id"] for one in receiver.requests} == {one for (one,) in others.values()}

    async def test_is_kept_while_the_first_is_tried_again(self, delivering: Delivering, receiver: Receiver) -> None:
        receiver.answers["/"] = lambda n: answer(500) if n <= 3 else OK
        partner = await delivering.partner(receiver.url())
        await keep_order(delivering, partner)
        first, second = (await owe(delivering, partner, ["aCH", "aCH"]))["aCH"]
        async with delivering.worker():
            await eventually(lambda: all_gone(delivering, partner))
        assert [one.headers["webhook-id"] for one in receiver.requests] == [first] * 4 + [second]


async def all_gone(delivering: Delivering, partner: str) -> bool:
    await delivering.pass_time_but_not_of_leases()
    return await delivering.owed(partner) == []
