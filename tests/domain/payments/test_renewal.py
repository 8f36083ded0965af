"""Auto-renewal, the warning that funds are low, cards, and the authorisation of a new client's card."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests import world
from tests.domain.payments.conftest import CONFIRMS, DECLINES, GOOD, ISSUER, MASTERCARD, Shop
from tests.partner_api.billing.delivering import APRIL, deliver, marketing
from tests.waiting import until_waits
from tests.world import Side

from partnerhub.db.embedded import Dsns
from partnerhub.domain import billing, invoices, payments
from partnerhub.domain.payments import opening, renewal_store
from partnerhub.domain.payments.opening import Wish
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import said, speaking, t

MAY = datetime(2026, 5, 2, tzinfo=UTC)


async def fund(shop: Shop, side: Side, amount: str) -> None:
    async with shop.database.writing(side.partner_id) as db:
        await billing.fund(db, side.partner_id, side.client_id, Decimal(amount), "usd", now=APRIL)


async def still_due(shop: Shop, side: Side) -> Decimal | None:
    async with shop.database.writing(side.partner_id) as db:
        return await renewal_store.still_due(db, side.partner_id, side.client_id, clock.now() - timedelta(days=1))


async def close(shop: Shop, now: datetime) -> None:
    while await invoices.close_months(shop.database, ISSUER, now=now):
        pass


async def told_low(shop: Shop, side: Side) -> list[str]:
    while await payments.tell_low(shop.database, now=clock.now()):
        pass
    return [one["balance"] for one in await shop.told(side, "funds_low")]


class TestRenewal:
    async def test_fills_an_account_below_the_threshold_once(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side)
        await fund(shop, side, "9.99")
        await asyncio.gather(*(shop.work() for _ in range(4)))
        await shop.work()
        assert await shop.balance(side) == Decimal("59.99")
        (intent,) = await shop.charged(side)
        assert (intent["amount"], intent["status"]) == (5000, "succeeded")

    async def test_is_not_due_when_one_was_opened_while_its_account_was_waited_for(
        self, shop: Shop, side: Side, dsns: Dsns
    ) -> None:
        """Else two workers wait for each other: one to open, one to book what the other has opened."""
        await shop.add_card(side)
        await fund(shop, side, "9.99")
        where = (side.partner_id, side.client_id)
        async with shop.database.writing(side.partner_id) as db:
            await db.execute("SELECT FROM funds_account WHERE client_id = $1 FOR UPDATE", side.client_id)
            second = asyncio.create_task(still_due(shop, side))
            await until_waits(dsns, "FROM funds_account")
            assert await opening.renewal(db, *where, Decimal(50), ISSUER, now=clock.now())
        assert await second is None

    async def test_leaves_alone_what_is_at_the_threshold_or_off(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side)
        await fund(shop, side, "10")
        await shop.work()
        async with shop.database.writing(side.partner_id) as db:
            await payments.set_renewal(
                db, side.partner_id, side.client_id, renews=False, below=Decimal(100), by=Decimal(50), now=clock.now()
            )
        await shop.work()
        assert await shop.charged(side) == []

    async def test_that_every_card_declined_is_tried_with_a_new_card_and_else_not_that_day(
        self, shop: Shop, side: Side
    ) -> None:
        await shop.add_card(side, DECLINES)
        await shop.add_card(side, CONFIRMS)
        await fund(shop, side, "1")
        await shop.work()
        await shop.work()
        assert [one["code"] for one in await shop.told(side, "payment_failed")] == ["authentication_required"]
        assert len(await shop.charged(side)) == 2, "each card once"
        await shop.add_card(side, MASTERCARD)
        await shop.work()
        assert await shop.balance(side) == 51

    async def test_waits_for_the_first_number(self, shop: Shop, side: Side) -> None:
        async with shop.database.writing(side.partner_id) as db:
            await db.execute("UPDATE channel SET hub_status = 'terminated'")
        await shop.add_card(side)
        await fund(shop, side, "1")
        await shop.work()
        assert await shop.charged(side) == []
        await world.add_channel(shop.database, side)
        await shop.work()
        assert await shop.balance(side) == 51


class TestLowFunds:
    async def test_are_told_once_each_time(self, shop: Shop, side: Side) -> None:
        await fund(shop, side, "9")
        assert await told_low(shop, side) == ["9.00"]
        await fund(shop, side, "9")
        assert len(await told_low(shop, side)) == 1
        async with shop.database.writing(side.partner_id) as db:
            await billing.refund(db, side.partner_id, side.client_id, Decimal(10), "usd", now=clock.now())
        assert await told_low(shop, side) == ["9.00", "8.00"]

    async def test_is_not_told_of_what_was_paid_in_just_then(
        self, shop: Shop, side: Side, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After the account was found to be low, and before its payer is told."""
        find_low = renewal_store.low

        async def funded_in_between(*given: Any) -> list[renewal_store.Low]:
            found = await find_low(*given)
            if any(one.client_id == side.client_id for one in found):
                await fund(shop, side, "91")
                monkeypatch.undo()
            return found

        await fund(shop, side, "9")
        monkeypatch.setattr(renewal_store, "low", funded_in_between)
        assert await told_low(shop, side) == []
        assert await shop.balance(side) == 100


class TestCards:
    async def test_are_kept_without_number_and_cvc(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side)
        async with shop.database.working() as db:
            kept = await db.fetchval("SELECT string_agg(doc::text, '') FROM sandbox.pay_thing")
        async with shop.database.reading(side.partner_id) as db:
            kept += await db.fetchval("SELECT json_agg(c)::text FROM payment_card c")
        assert GOOD not in kept
        assert "cvc" not in kept

    async def test_of_another_payer_are_not_taken(self, shop: Shop, side: Side) -> None:
        session, ours = await shop.session(side, GOOD), side.client_id
        await world.add_client(shop.database, side, "Other")
        assert side.client_id != ours
        await shop.session(side, GOOD)
        where = (shop.database, shop.provider, side.partner_id, side.client_id)
        assert await payments.add_card(*where, session) is None

    async def test_refused_by_the_bank_or_real_are_not_saved(self, shop: Shop, side: Side) -> None:
        for number in ("4000000000000002", "4111111111111111", "x"):
            assert await shop.session(side, number) == ""

    async def test_change_places_and_go(self, shop: Shop, side: Side) -> None:
        first, second = await shop.add_card(side), await shop.add_card(side, MASTERCARD)
        where = (side.partner_id, side.client_id)
        async with shop.database.writing(side.partner_id) as db:
            await payments.make_primary(db, *where, second)
            assert [one.id for one in await payments.cards_of(db, *where)] == [second, first]
            await payments.remove_card(db, *where, second, now=clock.now())
            assert [one.name for one in await payments.cards_of(db, *where)] == ["Visa ···· 4242"]
            with pytest.raises(Problem, match="no such card"):
                await payments.remove_card(db, *where, second, now=clock.now())


class TestAuthorisation:
    async def test_holds_and_releases_a_little_and_opens_an_account_with_nothing(self, shop: Shop, side: Side) -> None:
        card_id = await shop.add_card(side)
        async with shop.database.writing(side.partner_id) as db:
            payment_id = await payments.authorise(
                db, side.partner_id, side.client_id, Wish(once="step", card_id=card_id), now=clock.now()
            )
        payment = await payments.advance(shop.till, side.partner_id, payment_id, clock.now)
        assert payment.state == "paid"
        assert [(one["amount"], one["status"]) for one in await shop.charged(side)] == [(100, "canceled")]
        assert await shop.balance(side) == 0
        async with shop.database.reading(side.partner_id) as db:
            payer = await payments.payer_of(db, side.partner_id, side.client_id)
            assert await invoices.of_payer(db, side.partner_id, side.client_id, limit=5) == []
            assert await billing.unpaid_among(db, side.partner_id, [side.channel_id]) == {}
        assert payer.terms_accepted_at


class TestClosing:
    async def test_bills_a_months_messages_once_and_says_what_is_due(self, shop: Shop, side: Side) -> None:
        await fund(shop, side, "0.20")
        await deliver(shop.database, side, *marketing(2))
        await close(shop, MAY.replace(day=1, hour=5))
        async with shop.database.reading(side.partner_id) as db:
            assert await invoices.of_payer(db, side.partner_id, side.client_id, limit=5) == []
        await asyncio.gather(close(shop, MAY), close(shop, MAY))
        async with shop.database.reading(side.partner_id) as db:
            (invoice,) = await invoices.of_payer(db, side.partner_id, side.client_id, limit=5)
        assert [(one.text, one.what, one.amount) for one in invoice.lines] == [
            ("Messages of {what}", f"+{side.phone_number}", Decimal("0.273"))
        ]
        with speaking("de"):
            assert said(t(invoice.note)).startswith("Aus dem Guthaben bezahlt.")
        assert (invoice.kind, invoice.total, invoice.due, invoice.state) == (
            "closing", Decimal("0.27"), Decimal("0.07"), "unpaid",
        )  # fmt: skip
        await shop.add_card(side)
        await shop.top_up(side)
        async with shop.database.reading(side.partner_id) as db:
            paid = await invoices.find(db, side.partner_id, side.client_id, invoice.id)
        assert paid
        assert (paid.state, paid.due) == ("paid", 0)

    async def test_waits_for_the_card_when_funds_renew_themselves(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side)
        await fund(shop, side, "0.01")
        await deliver(shop.database, side, *marketing(1))
        await close(shop, MAY + timedelta(days=1))
        async with shop.database.reading(side.partner_id) as db:
            (invoice,) = await invoices.of_payer(db, side.partner_id, side.client_id, limit=5)
        assert invoice.state == "pending"
