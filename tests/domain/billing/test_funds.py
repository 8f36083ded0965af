"""Funds: what comes in, what goes back, and what is told and refused when nothing is left."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from tests import world
from tests.partner_api.billing.delivering import deliver, marketing, work
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain import billing, channels
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem

MESSAGE = Decimal("0.1365")  # a marketing template to Germany


@pytest.fixture
async def side(database: Database) -> Side:
    return (await world.make(database)).partner


async def fund(database: Database, side: Side, amount: Decimal, *, own: bool = False) -> Decimal:
    async with database.writing(side.partner_id) as db:
        left = await billing.fund(db, side.partner_id, None if own else side.client_id, amount, "usd", now=clock.now())
    await work(database)
    return left


async def refund(database: Database, side: Side, amount: Decimal) -> Decimal:
    async with database.writing(side.partner_id) as db:
        left = await billing.refund(db, side.partner_id, side.client_id, amount, "usd", now=clock.now())
    await work(database)
    return left


async def told(database: Database, side: Side, which: str = "template_messaging_%") -> list[Any]:
    async with database.reading(side.partner_id) as db:
        rows = await db.fetch("SELECT body FROM event WHERE type LIKE $1 ORDER BY id", which)
    return [msgspec.json.decode(row["body"]) for row in rows]


async def test_used_up_is_told_once_and_lifted_once(database: Database, side: Side) -> None:
    await fund(database, side, 2 * MESSAGE)
    for _ in range(3):
        await deliver(database, side, *marketing(1))
    (disabled,) = await told(database, side)
    assert disabled["event"] == "template_messaging_disabled"
    assert disabled["data"]["client"]["partner_payload"] == "yourSystemIdentifier"
    assert (disabled["data"]["id"], disabled["data"]["reason"]) == (side.channel_id, "balance")
    await fund(database, side, MESSAGE)
    assert len(await told(database, side)) == 1, "it only fills the hole"
    await fund(database, side, MESSAGE)
    assert [one["event"] for one in await told(database, side)][1:] == ["template_messaging_enabled"]


async def test_of_the_partner_are_told_for_the_channels_of_all_its_clients(database: Database, side: Side) -> None:
    numbers = {side.channel_id}
    await world.add_client(database, side, "Second")
    numbers |= {side.channel_id, await world.add_channel(database, side)}
    async with database.writing(side.partner_id) as db:
        await db.execute("UPDATE partner SET payment_model = 'partner'")
        await channels.request_cancellation(db, side.partner_id, side.client_id, side.channel_id, now=clock.now())
    await fund(database, side, MESSAGE, own=True)
    await deliver(database, side, *marketing(1))
    assert {one["data"]["id"] for one in await told(database, side)} == numbers
    (used_up,) = await told(database, side, "funds_used_up")
    assert used_up["data"] == {"currency": "usd", "balance": "0.00", "partner_id": side.partner_id, "client_id": None}
    await fund(database, side, 2 * MESSAGE - Decimal("0.125"), own=True)
    await deliver(database, side, *marketing(2))
    balances = [one["data"]["balance"] for one in await told(database, side, "funds_used_up")]
    assert balances == ["0.00", "-0.13"], "half a cent is rounded as on invoices"


async def test_another_reason_keeps_templates_off(database: Database, side: Side) -> None:
    await fund(database, side, MESSAGE)
    await deliver(database, side, *marketing(1))
    async with database.working_write() as db:
        await channels.block_templates(db, side.partner_id, side.channel_id, "ban", now=clock.now())
    await fund(database, side, MESSAGE)
    assert [one["event"] for one in await told(database, side)] == ["template_messaging_disabled"]


async def test_funds_that_come_and_go_before_anyone_is_told_are_not_told(database: Database, side: Side) -> None:
    async with database.writing(side.partner_id) as db:
        for move in (billing.fund, billing.refund, billing.fund):
            await move(db, side.partner_id, side.client_id, Decimal(1), "usd", now=clock.now())
    await work(database)
    assert await told(database, side) == []


async def test_without_an_account_nothing_is_owed_or_told(database: Database, side: Side) -> None:
    await deliver(database, side, *marketing(5))
    assert await told(database, side) == []
    assert await fund(database, side, Decimal(1)) == 1


async def test_what_is_not_used_goes_back_and_no_more(database: Database, side: Side) -> None:
    await fund(database, side, Decimal("1.50"))
    with pytest.raises(billing.TooMuch):
        await refund(database, side, Decimal("1.51"))
    assert await refund(database, side, Decimal("1.50")) == 0
    assert [one["event"] for one in await told(database, side)] == ["template_messaging_disabled"]


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1)])
async def test_nothing_and_less_cannot_be_moved(database: Database, side: Side, amount: Decimal) -> None:
    for move in (fund, refund):
        with pytest.raises(Problem, match="greater than zero"):
            await move(database, side, amount)


async def test_only_who_pays_has_funds(database: Database, side: Side) -> None:
    with pytest.raises(billing.NotPayer):
        await fund(database, side, Decimal(1), own=True)
