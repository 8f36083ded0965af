"""Further destinations of a number are told once its main webhook has the event (contract messaging-and-meta A.7)."""

from typing import Any

import pytest
from tests import carried
from tests.receiver import Receiver, answer
from tests.workers.conftest import VAULT
from tests.workers.delivering import Delivering

from partnerhub.domain import events, webhooks
from partnerhub.domain.webhooks import destinations
from partnerhub.domain.webhooks.destinations import Destination
from partnerhub.kit import clock

BODY = b' {"object": "whatsapp_business_account"}'


class Number:
    """A channel `aCH` of a WABA `aWA`, and its further destinations at the receiver."""

    def __init__(self, delivering: Delivering, receiver: Receiver, partner_id: str) -> None:
        self.delivering, self.receiver, self.partner_id = delivering, receiver, partner_id

    async def targets(self, main: Any, *names: str) -> None:
        """`main`: channel or waba."""
        owner = "aCH" if main == "channel" else "aWA"
        given = [Destination(name, self.receiver.url(f"/{name}"), {"X-Key": name}) for name in names]
        async with self.delivering.database.writing(self.partner_id) as db:
            await webhooks.set_target(db, self.partner_id, main, owner, self.receiver.url("/main"), {}, VAULT)
            await destinations.enable(db, self.partner_id, "aCH", given, VAULT)

    async def carry(self) -> str:
        async with self.delivering.database.working_write() as db:
            return await carried.carry(
                db, self.partner_id, body=BODY, type="messages", channel_id="aCH", waba_id="aWA", now=clock.now()
            )


@pytest.fixture
async def number(delivering: Delivering, receiver: Receiver) -> Number:
    return Number(delivering, receiver, await delivering.partner(receiver.url("/partner")))


class TestDestinations:
    @pytest.mark.parametrize("main", ["channel", "waba"])
    async def test_get_the_same_bytes_under_the_same_id_after_the_main_webhook(self, number: Number, main: str) -> None:
        await number.targets(main, "one", "two")
        event_id = await number.carry()
        async with number.delivering.worker():
            for path in ("/main", "/one", "/two"):
                (got,) = await number.receiver.until(path, 1)
                assert (got.body, got.headers["webhook-id"]) == (BODY, event_id)
            assert number.receiver.requests[0].path == "/main"
            assert number.receiver.at("/one")[0].headers["x-key"] == "one"
            await number.delivering.settled(number.partner_id, 3)
        assert await number.delivering.owed(number.partner_id) == []

    async def test_wait_until_the_main_webhook_has_taken_it(self, number: Number) -> None:
        await number.targets("channel", "one")
        number.receiver.answers["/main"] = lambda count: answer(500 if count < 3 else 200)
        await number.carry()
        async with number.delivering.worker():
            for made in (1, 2):
                await number.delivering.settled(number.partner_id, made)
                assert number.receiver.at("/one") == []
                assert len(await number.delivering.owed(number.partner_id)) == 1
                await number.delivering.pass_time_but_not_of_leases()
            await number.receiver.until("/one", 1)

    async def test_are_retried_alone(self, number: Number) -> None:
        await number.targets("channel", "one", "two")
        number.receiver.answers["/one"] = lambda count: answer(500 if count < 2 else 200)
        await number.carry()
        async with number.delivering.worker():
            await number.delivering.settled(number.partner_id, 3)
            await number.delivering.pass_time_but_not_of_leases()
            await number.receiver.until("/one", 2)
            await number.delivering.settled(number.partner_id, 4)
        assert {path: len(number.receiver.at(path)) for path in ("/main", "/one", "/two")} == {
            "/main": 1,
            "/one": 2,
            "/two": 1,
        }

    async def test_are_told_nothing_while_multi_webhook_is_disabled(self, number: Number) -> None:
        await number.targets("channel", "one")
        async with number.delivering.database.writing(number.partner_id) as db:
            await destinations.disable(db, number.partner_id, "aCH")
        await number.carry()
        async with number.delivering.worker():
            await number.delivering.settled(number.partner_id, 1)
        assert await number.delivering.owed(number.partner_id) == []

    async def test_of_another_number_are_told_nothing(self, number: Number) -> None:
        await number.targets("waba", "one")
        async with number.delivering.database.working_write() as db:
            await carried.carry(
                db, number.partner_id, body=BODY, type="messages", channel_id="bCH", waba_id="aWA", now=clock.now()
            )
        async with number.delivering.worker():
            await number.delivering.settled(number.partner_id, 1)
        assert await number.delivering.owed(number.partner_id) == []

    async def test_without_a_main_webhook_are_told_nothing(self, number: Number) -> None:
        await number.targets("channel", "one")
        async with number.delivering.database.writing(number.partner_id) as db:
            await db.execute("UPDATE endpoint SET url = NULL WHERE kind = 'channel'")
        await number.carry()
        assert await number.delivering.owed(number.partner_id) == []

    async def test_go_with_their_channel(self, number: Number) -> None:
        await number.targets("channel", "one")
        async with number.delivering.database.writing(number.partner_id) as db:
            await webhooks.drop_target(db, number.partner_id, "channel", "aCH")
            assert (await destinations.multi_webhook(db, number.partner_id, "aCH", VAULT)).destinations == []

    async def test_are_named_in_the_log(self, number: Number) -> None:
        await number.targets("channel", "one")
        event_id = await number.carry()
        async with number.delivering.worker():
            await number.delivering.settled(number.partner_id, 2)
        async with number.delivering.database.reading(number.partner_id) as db:
            event = await events.get(db, number.partner_id, event_id)
            made = await webhooks.attempts(db, number.partner_id, event, VAULT)
        assert [(one.kind, one.name) for one in made] == [("channel", ""), ("destination", "one")]
