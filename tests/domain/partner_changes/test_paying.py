"""Paying just while a client changes partner: nothing may be booked where it was."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal

import pytest
from tests.moves import BOSS, POST, accept, ask
from tests.waiting import eventually
from tests.world import World

from partnerhub.db.pool import Database, Db
from partnerhub.domain import billing, partner_changes, payments
from partnerhub.domain.access import users
from partnerhub.domain.invoices import Issuer
from partnerhub.domain.partner_changes import Request
from partnerhub.domain.partner_changes.purse import Paying
from partnerhub.domain.payments import card_store
from partnerhub.domain.payments.opening import Wish
from partnerhub.domain.payments.payers import opened
from partnerhub.kit import clock
from partnerhub.kit.problems import Conflict
from partnerhub.upstream.payments import Card

ISSUER = Issuer(lines="", country="", vat_percent=0, card_fee_percent=0)
CARD = Card(token="pm_1", customer="cus_1", brand="visa", last4="4242", month=12, year=2034)
WAITS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
async def request_(database: Database, sides: World, asker: users.User) -> Request:
    """To change partner, of a client with a card and nothing in its account."""
    mine = sides.partner
    async with database.writing(mine.partner_id) as db:
        await opened(db, mine.partner_id, mine.client_id)
        await card_store.add(db, mine.partner_id, mine.client_id, "card_1", CARD, clock.now())
        await billing.open_account(db, mine.partner_id, mine.client_id, "usd", now=clock.now())
    return await ask(database, sides, asker)


async def top_up(db: Db, sides: World) -> str:
    mine, wish = sides.partner, Wish(once="form", amount="50")
    return await payments.top_up(db, mine.partner_id, mine.client_id, wish, ISSUER, now=clock.now())


async def book(db: Db, sides: World) -> str:
    mine = sides.partner
    balance = await payments.fund_by_hand(
        db, mine.partner_id, mine.client_id, Decimal(50), "usd", ISSUER, text="Transfer", now=clock.now()
    )
    return str(balance)


async def waits(database: Database, sides: World) -> bool:
    """Asked as the application: nobody else sees what its connections do."""
    async with database.reading(sides.rival.partner_id) as db:
        return await db.fetchval(WAITS) > 0


async def begin_paying(db: Db, sides: World) -> str:
    await opened(db, sides.partner.partner_id, sides.partner.client_id)
    return ""


@pytest.mark.parametrize("pay", [top_up, book, begin_paying])
async def test_what_is_begun_during_the_change_is_refused(
    database: Database, sides: World, request_: Request, pay: Callable[[Db, World], Awaitable[str]],
) -> None:  # fmt: skip
    async def meanwhile() -> None:
        async with database.writing(sides.partner.partner_id) as db:
            await pay(db, sides)

    async with database.writing(sides.rival.partner_id) as db:
        await partner_changes.accept(
            db, sides.rival.partner_id, request_.id, origin=BOSS, post=POST, now=clock.now()
        )  # fmt: skip
        paying = asyncio.create_task(meanwhile())
        await eventually(lambda: waits(database, sides))
    with pytest.raises(Conflict, match="has moved to another partner"):
        await paying
    async with database.reading(sides.partner.partner_id) as db:
        assert await db.fetchval("SELECT count(*) FROM payment") == 0
        assert await db.fetchval("SELECT count(*) FROM invoice") == 0


async def test_what_was_begun_before_the_change_holds_it_up(
    database: Database, sides: World, request_: Request
) -> None:
    async with database.writing(sides.partner.partner_id) as db:
        await top_up(db, sides)
        moving = asyncio.create_task(accept(database, sides.rival, request_))
        await eventually(lambda: waits(database, sides))
    with pytest.raises(Paying):
        await moving


async def test_an_account_with_nothing_in_it_goes_along(
    database: Database, sides: World, request_: Request
) -> None:  # fmt: skip
    """Without one, its card would never be charged, and it would send for nothing."""
    there = str((await accept(database, sides.rival, request_)).target_client_id)
    async with database.reading(sides.rival.partner_id) as db:
        assert [one.balance for one in await billing.funds_of_client(db, sides.rival.partner_id, there)] == [0]
