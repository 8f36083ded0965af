"""Requests share commits: what arrives while one batch is being written forms the next one (design/delivery, "Accept")."""

import asyncio
from typing import Any

from tests.meta_webhooks.batches.holding import BLOCKED, Held, inbound, sending, stored, waiting
from tests.meta_webhooks.conftest import Send, change, message, payload
from tests.world import World

from partnerhub.kit import ids

POISON = """
CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF position('poison'::bytea in new.body) > 0 THEN RAISE check_violation; END IF; RETURN new; END $$;
CREATE TRIGGER poison BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION refuse_poison()
"""


class TestBatches:
    async def test_share_a_commit_and_answer_only_after_it(
        self, acme: World, send: Send, held: Held, owner: Any
    ) -> None:
        bodies = [inbound(acme) for _ in range(100)]
        await held.hold()
        async with sending(send, bodies[:1]) as first:
            await held.writers(1)
            async with sending(send, bodies[1:]) as others:
                await waiting(100)
                assert not any(task.done() for task in [*first, *others])
                assert await held.owner.fetchval(BLOCKED) == 1, "one batch is in flight"
                await held.let_go()
        assert {task.result() for task in [*first, *others]} == {200}
        assert sorted(await stored(owner, acme)) == sorted(bodies)
        transactions = await owner.fetchval(
            "SELECT count(DISTINCT xmin::text) FROM event WHERE channel_id = $1 AND audience = 'channel'",
            acme.partner.channel_id,
        )
        assert transactions <= 3

    async def test_hold_no_more_updates_than_they_may(self, acme: World, send: Send, held: Held, owner: Any) -> None:
        number, waba = acme.partner.phone_number_id, acme.partner.waba_external_id
        bodies = [
            payload((waba, [change(number, **message(f"wamid.{ids.random_id(30)}")) for _ in range(400)]))
            for _ in range(6)
        ]
        await held.hold()
        async with sending(send, [inbound(acme)]):
            await held.writers(1)
            async with sending(send, bodies):
                await waiting(7)
                await held.let_go()
        sizes = await owner.fetch(
            "SELECT count(*) FROM event WHERE channel_id = $1 AND audience = 'channel' GROUP BY xmin::text ORDER BY 1",
            acme.partner.channel_id,
        )
        assert [row[0] for row in sizes] == [1, 2, 2, 2]

    async def test_with_a_poisonous_payload_store_its_neighbours(
        self, acme: World, send: Send, held: Held, owner: Any
    ) -> None:
        await owner.execute(POISON)
        first, *bodies = [inbound(acme, "poison" if n == 14 else "good") for n in range(31)]
        await held.hold()
        async with sending(send, [first]):
            await held.writers(1)
            async with sending(send, bodies) as tasks:
                await waiting(31)
                await held.let_go()
        assert [task.result() for task in tasks] == [500 if n == 13 else 200 for n in range(30)]
        assert sorted(await stored(owner, acme)) == sorted([first, *bodies[:13], *bodies[14:]])
        await owner.execute("DROP TRIGGER poison ON event; DROP FUNCTION refuse_poison")
        assert await send(bodies[13]) == 200, "nothing of it was kept as seen"

    async def test_store_what_somebody_sent_who_then_hung_up(
        self, acme: World, send: Send, held: Held, owner: Any
    ) -> None:
        body = inbound(acme)
        await held.hold()
        gone = asyncio.create_task(send(body))
        await held.writers(1)
        gone.cancel()
        await asyncio.wait([gone])
        await held.let_go()
        assert await send(inbound(acme, "after it")) == 200
        assert body in await stored(owner, acme)

    async def test_drop_what_two_requests_of_one_batch_both_have(
        self, acme: World, send: Send, held: Held, owner: Any
    ) -> None:
        number, waba = acme.partner.phone_number_id, acme.partner.waba_external_id
        one, two, three = (change(number, **message(f"wamid.{ids.random_id(30)}")) for _ in range(3))
        first = inbound(acme, "first")
        both = [payload((waba, some)) for some in ([one, two], [two, three], [two])]
        await held.hold()
        async with sending(send, [first]) as tasks:
            await held.writers(1)
            for already, body in enumerate(both, 1):  # one after the other: the first to come has what both have
                tasks.append(asyncio.create_task(send(body)))
                await waiting(already + 1)
            await held.let_go()
        assert {task.result() for task in tasks} == {200}
        carried = [first, payload((waba, [one, two])), payload((waba, [three]))]
        assert sorted(await stored(owner, acme)) == sorted(carried)
