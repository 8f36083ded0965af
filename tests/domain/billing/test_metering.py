"""From Meta's statuses to usage and charges: each message once, whatever Meta sends and however often."""

import asyncio
from decimal import Decimal

import pytest
from tests import world
from tests.partner_api.billing.delivering import APRIL, deliver, marketing, priced, status, take_in
from tests.world import Side, World

from partnerhub.db.pool import Database, Row
from partnerhub.domain import billing
from partnerhub.kit import clock
from partnerhub.workers.meter import meter


@pytest.fixture
async def side(database: Database) -> Side:
    made: World = await world.make(database)
    return made.partner


async def usage(database: Database, side: Side) -> list[Row]:
    async with database.reading(side.partner_id) as db:
        return await db.fetch("SELECT * FROM usage_day ORDER BY day, category, country")


async def quantity(database: Database, side: Side) -> int:
    return sum(row["quantity"] for row in await usage(database, side))


class TestMessage:
    async def test_counts_when_it_is_delivered_not_when_it_is_sent(self, database: Database, side: Side) -> None:
        await deliver(database, side, status("sent"), status("failed"))
        assert await quantity(database, side) == 0
        await deliver(database, side, status("delivered"))
        assert await quantity(database, side) == 1

    async def test_counts_once_for_all_its_statuses_and_repetitions(self, database: Database, side: Side) -> None:
        told = {"id": f"wamid.{side.channel_id}"}
        for what in ("sent", "delivered", "delivered", "read", "played"):
            await deliver(database, side, status(what, **told))
        assert await quantity(database, side) == 1

    async def test_counts_when_it_is_read_if_nobody_said_that_it_was_delivered(
        self, database: Database, side: Side
    ) -> None:
        await deliver(database, side, status("read"))
        assert await quantity(database, side) == 1

    async def test_counts_for_each_participant_of_a_group(self, database: Database, side: Side) -> None:
        told = {"id": f"wamid.{side.channel_id}"}
        await deliver(
            database, side, *(status(recipient_participant_id=one, **told) for one in ("491511234567", "12025550123"))
        )
        assert [(row["country"], row["quantity"]) for row in await usage(database, side)] == [("DE", 1), ("US", 1)]

    async def test_without_a_price_does_not_count(self, database: Database, side: Side) -> None:
        without = status()
        del without["pricing"]
        await deliver(database, side, without)
        assert await quantity(database, side) == 0

    @pytest.mark.parametrize("timestamp", ["", "soon", "9" * 5000, "4102444800"])
    async def test_with_an_impossible_time_counts_today(self, database: Database, side: Side, timestamp: str) -> None:
        await deliver(database, side, status(timestamp=timestamp))
        assert [row["day"] for row in await usage(database, side)] == [clock.now().date()]

    @pytest.mark.parametrize(
        "pricing", [None, 5, {}, {"category": 1}, {"category": "new\0", "type": "odd\0"}, {"category": "x" * 300}]
    )
    async def test_with_an_odd_price_is_carried_all_the_same(
        self, database: Database, side: Side, pricing: object
    ) -> None:
        await deliver(database, side, status(pricing=pricing, recipient_id="\0nobody"))
        async with database.reading(side.partner_id) as db:
            assert await db.fetchval("SELECT count(*) FROM event WHERE audience = 'channel'") == 1

    async def test_is_paid_as_meta_says_and_by_its_type_when_meta_does_not(
        self, database: Database, side: Side
    ) -> None:
        silent = [status(pricing={"category": "utility", "type": kind}) for kind in ("regular", "free_entry_point")]
        await deliver(database, side, *silent, status(pricing=priced("utility", free="regular")))
        paid = {row["pricing_type"]: (row["quantity"], row["paid_quantity"]) for row in await usage(database, side)}
        assert paid == {"regular": (2, 1), "free_entry_point": (1, 0)}


class TestMeter:
    async def test_two_at_once_count_each_message_once(self, database: Database, side: Side) -> None:
        await take_in(database, side, *marketing(200))
        while sum(await asyncio.gather(*(meter(database) for _ in range(4)))):
            pass
        assert await quantity(database, side) == 200

    async def test_balance_is_the_sum_of_movements(self, database: Database, side: Side) -> None:
        async with database.writing(side.partner_id) as db:
            await billing.fund(db, side.partner_id, side.client_id, Decimal(10), "usd", now=clock.now())
        for _ in range(3):
            await deliver(database, side, *marketing(7))
        async with database.reading(side.partner_id) as db:
            charges = await db.fetch("SELECT amount, channel_id, day FROM funds_movement WHERE kind = 'charge'")
            assert [tuple(row) for row in charges] == [(Decimal("-2.8665"), side.channel_id, APRIL.date())]
            balance = await db.fetchval("SELECT balance FROM funds_account")
            assert balance == await db.fetchval("SELECT sum(amount) FROM funds_movement") == Decimal("7.1335")

    async def test_price_is_of_the_card_at_that_moment(self, database: Database, side: Side) -> None:
        await deliver(database, side, status(pricing=priced("marketing_lite")), status(pricing=priced("unheard_of")))
        assert [row["price"] for row in await usage(database, side)] == [Decimal("0.1365"), Decimal(0)]
