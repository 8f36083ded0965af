"""Who is not stopped at zero: an account that a card will fill, as long as its renewal has not failed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests import world
from tests.domain.payments.conftest import DECLINES, MASTERCARD, Shop
from tests.partner_api.billing.delivering import deliver, marketing, work
from tests.world import VAULT, Side

from partnerhub.db.pool import Database
from partnerhub.domain import billing, payments
from partnerhub.domain.payments.opening import Wish
from partnerhub.kit import clock

MESSAGE = Decimal("0.1365")  # a marketing template to Germany, in dollars


@pytest.fixture
async def side(database: Database) -> Side:
    """A new client: its card was authorised, and nothing was charged yet."""
    return await world.make_side(database, VAULT, "Acme")


async def authorise(shop: Shop, side: Side, number: str = MASTERCARD) -> str:
    card_id = await shop.add_card(side, number)
    wish = Wish(once=card_id, card_id=card_id)
    async with shop.database.writing(side.partner_id) as db:
        payment_id = await payments.authorise(db, side.partner_id, side.client_id, wish, now=clock.now())
    assert (await payments.advance(shop.till, side.partner_id, payment_id, clock.now)).state == "paid"
    return card_id


async def open_account(shop: Shop, side: Side) -> None:
    """With nothing in it."""
    async with shop.database.writing(side.partner_id) as db:
        await billing.open_account(db, side.partner_id, side.client_id, "usd", now=clock.now())


async def is_stopped(shop: Shop, side: Side) -> bool:
    await work(shop.database)
    async with shop.database.reading(side.partner_id) as db:
        return bool(await billing.unpaid_among(db, side.partner_id, [side.channel_id]))


async def told(shop: Shop, side: Side) -> list[str]:
    while await payments.tell_low(shop.database, now=clock.now()):
        pass
    async with shop.database.reading(side.partner_id) as db:
        rows = await db.fetch(
            "SELECT type FROM event WHERE type LIKE 'template_messaging_%' OR type = 'funds_low' ORDER BY id"
        )
    return [row["type"] for row in rows]


class TestNewClient:
    async def test_sends_before_its_card_is_charged_and_nobody_is_told_of_a_stop(self, shop: Shop, side: Side) -> None:
        await authorise(shop, side)
        await deliver(shop.database, side, *marketing(3))
        assert await shop.balance(side) == -3 * MESSAGE
        assert not await is_stopped(shop, side)
        await shop.work()
        assert await shop.balance(side) == 50 - 3 * MESSAGE
        assert await told(shop, side) == []

    async def test_owes_no_more_than_the_card_will_bring(self, shop: Shop, side: Side) -> None:
        await authorise(shop, side)
        async with shop.database.writing(side.partner_id) as db:
            await payments.set_renewal(
                db, side.partner_id, side.client_id, renews=True, below=Decimal(10), by=Decimal(1), now=clock.now()
            )
        await deliver(shop.database, side, *marketing(7))
        assert not await is_stopped(shop, side)
        await deliver(shop.database, side, *marketing(1))
        assert await is_stopped(shop, side)
        await shop.work()
        await shop.work()
        assert not await is_stopped(shop, side)

    async def test_is_stopped_when_the_first_renewal_fails(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side, DECLINES)
        await open_account(shop, side)
        await deliver(shop.database, side, *marketing(1))
        assert not await is_stopped(shop, side)
        await shop.work()
        assert await is_stopped(shop, side)
        assert await told(shop, side) == ["template_messaging_disabled", "funds_low"]


class TestStoppedAccount:
    async def test_goes_on_by_money_and_not_by_another_card(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side, DECLINES)
        await open_account(shop, side)
        await deliver(shop.database, side, *marketing(1))
        await shop.work()
        await shop.add_card(side, MASTERCARD)
        await deliver(shop.database, side, *marketing(1))
        assert await is_stopped(shop, side)
        await shop.work()
        assert not await is_stopped(shop, side)

    async def test_once_renewed_is_trusted_again(self, shop: Shop, side: Side) -> None:
        """With the same card: it declined for a day, and then it paid."""
        await shop.add_card(side, MASTERCARD)
        await open_account(shop, side)
        async with shop.database.writing(side.partner_id) as db:
            await db.execute(FAILED, side.partner_id, side.client_id, clock.now())
        await deliver(shop.database, side, *marketing(1))
        assert await is_stopped(shop, side)
        await shop.work(later=timedelta(days=2))
        assert not await is_stopped(shop, side)
        async with shop.database.writing(side.partner_id) as db:
            await billing.refund(db, side.partner_id, side.client_id, Decimal(49), "usd", now=clock.now())
        await deliver(shop.database, side, *marketing(10))
        assert not await is_stopped(shop, side)


FAILED = """
INSERT INTO payment (partner_id, client_id, id, once, kind, currency, amount, fee, tax, tax_percent, tax_note, return_url,
    falls_back, card_id, card, tried, state, created_at, settled_at)
VALUES ($1, $2, 'pay_old', 'pay_old', 'renewal', 'usd', 50, 0, 0, 0, '', '', true, 'card', 'Visa', '{card}', 'failed', $3, $3)
"""


class TestWithoutACardThatRenews:
    async def test_zero_is_the_end(self, shop: Shop, side: Side) -> None:
        await open_account(shop, side)
        await deliver(shop.database, side, *marketing(1))
        assert await is_stopped(shop, side)

    async def test_taking_the_card_away_stops_what_it_had_kept_going(self, shop: Shop, side: Side) -> None:
        card_id = await authorise(shop, side)
        await deliver(shop.database, side, *marketing(1))
        async with shop.database.writing(side.partner_id) as db:
            await payments.remove_card(db, side.partner_id, side.client_id, card_id, now=clock.now())
        assert await is_stopped(shop, side)

    async def test_switching_renewal_off_stops_what_it_had_kept_going(self, shop: Shop, side: Side) -> None:
        await authorise(shop, side)
        await deliver(shop.database, side, *marketing(1))
        async with shop.database.writing(side.partner_id) as db:
            await payments.set_renewal(
                db, side.partner_id, side.client_id, renews=False, below=Decimal(10), by=Decimal(50), now=clock.now()
            )
        assert await is_stopped(shop, side)

    async def test_a_card_that_nobody_charges_any_more_stops_what_it_had_kept_going(
        self, shop: Shop, side: Side
    ) -> None:
        await authorise(shop, side)
        await deliver(shop.database, side, *marketing(1))
        assert not await is_stopped(shop, side)
        try:
            await payments.set_charging(shop.database, charges=False)
            assert "funds_low" in await told(shop, side)
            while await payments.stop_unrenewed(shop.database, now=clock.now()):
                pass
            assert await is_stopped(shop, side)
        finally:
            await payments.set_charging(shop.database, charges=True)
        while await payments.stop_unrenewed(shop.database, now=clock.now()):
            pass
        await shop.work()
        assert not await is_stopped(shop, side), "the card is charged again"


async def test_a_refund_switches_renewal_off(shop: Shop, side: Side) -> None:
    """Else the card would be charged at once for what was just paid back."""
    await shop.add_card(side)
    await shop.top_up(side)
    async with shop.database.writing(side.partner_id) as db:
        left = await payments.refund_by_hand(db, side.partner_id, side.client_id, Decimal(50), "usd", now=clock.now())
    assert left == 0
    await shop.work()
    assert await shop.balance(side) == 0
    assert len(await shop.charged(side)) == 1
    assert await is_stopped(shop, side)
