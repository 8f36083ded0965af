"""Top-ups: charged once and booked once, whatever is pressed twice, lost or killed in between."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.domain.payments.conftest import CONFIRMS, DECLINES, GOOD, ISSUER, KEY, MASTERCARD, Shop
from tests.world import Side

from partnerhub.db.pool import Database
from partnerhub.domain import invoices, payments
from partnerhub.domain.payments import Till
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.upstream.payments import NoAnswer, Order, Outcome, Provider

LATER = timedelta(minutes=5)
RETURN = "http://shop.example/payments"


class Killed(Exception):
    """The process dies."""


class Dying(Provider):
    """The provider is asked and answers; then `error` happens to us."""

    error: type[Exception] = Killed

    async def pay(self, order: Order, *, key: str) -> Outcome:
        await super().pay(order, key=key)
        raise self.error


class Lost(Dying):
    error = NoAnswer


class TestTopUp:
    async def test_adds_what_the_card_paid_with_an_invoice(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side)
        payment = await shop.top_up(side, "1,250.50")
        assert (payment.state, payment.card, payment.total) == ("paid", "Visa ···· 4242", Decimal("1250.50"))
        assert await shop.balance(side) == Decimal("1250.50")
        (intent,) = await shop.charged(side)
        assert (intent["amount"], intent["currency"], intent["status"]) == (125050, "usd", "succeeded")
        async with shop.database.reading(side.partner_id) as db:
            (invoice,) = await invoices.of_payer(db, side.partner_id, side.client_id, limit=5)
            actions = [row["action"] for row in await db.fetch("SELECT action FROM audit ORDER BY at")]
        assert (invoice.number, invoice.state, invoice.total) == (f"{side.client_id}-0001", "paid", Decimal("1250.50"))
        assert [one["number"] for one in await shop.told(side, "invoice_issued")] == [invoice.number]
        assert "payments.paid" in actions

    async def test_sent_twice_by_the_same_form_pays_once(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side)
        await asyncio.gather(*(shop.top_up(side, once="form") for _ in range(4)))
        assert len(await shop.charged(side)) == 1
        assert await shop.balance(side) == 50

    @pytest.mark.parametrize("provider", [Dying, Lost])
    async def test_is_booked_once_by_the_worker_when_we_die_after_the_charge(
        self, shop: Shop, side: Side, provider: type[Dying]
    ) -> None:
        await shop.add_card(side)
        payment_id = await shop.open(side)
        dying = provider(shop.base, KEY)
        try:
            await payments.advance(Till(shop.database, dying, ISSUER), side.partner_id, payment_id, clock.now)
        except Killed:
            pass
        finally:
            await dying.close()
        assert await shop.balance(side) is None
        await shop.work()
        assert await shop.balance(side) is None, "the other process may still be at it"
        await asyncio.gather(shop.work(LATER), shop.work(LATER))
        await shop.work(LATER * 2)
        assert await shop.balance(side) == 50
        assert len(await shop.charged(side)) == 1
        assert len(await shop.told(side, "invoice_issued")) == 1

    async def test_is_found_again_when_the_provider_has_forgotten_our_key(
        self, shop: Shop, side: Side, database: Database
    ) -> None:
        await shop.add_card(side)
        lost = Lost(shop.base, KEY)
        payment_id = await shop.open(side)
        await payments.advance(Till(shop.database, lost, ISSUER), side.partner_id, payment_id, clock.now)
        await lost.close()
        async with database.working_write() as db:
            await db.execute("UPDATE sandbox.pay_request SET key = 'gone-' || key WHERE key LIKE 'pay_%'")
        await shop.work(timedelta(hours=21))
        assert (await shop.balance(side), len(await shop.charged(side))) == (50, 1)

    async def test_that_never_reached_the_provider_fails_after_a_day(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side)
        payment_id = await shop.open(side)
        await shop.work(timedelta(hours=21))
        async with shop.database.reading(side.partner_id) as db:
            payment = await payments.find_payment(db, side.partner_id, side.client_id, payment_id)
        assert payment
        assert (payment.state, payment.code) == ("failed", "not_reached")
        assert await shop.charged(side) == []

    async def test_falls_back_to_the_next_card(self, shop: Shop, side: Side) -> None:
        for number in (DECLINES, MASTERCARD, GOOD):
            await shop.add_card(side, number)
        assert (await shop.top_up(side)).card == "Mastercard ···· 4444"
        assert await shop.balance(side) == 50
        assert await shop.told(side, "payment_failed") == []

    async def test_from_one_card_falls_back_to_no_other(self, shop: Shop, side: Side) -> None:
        card_id = await shop.add_card(side, DECLINES)
        await shop.add_card(side)
        payment = await shop.top_up(side, card_id=card_id)
        assert (payment.state, payment.reason) == ("failed", "Your card was declined.")
        assert await shop.balance(side) is None
        (told,) = await shop.told(side, "payment_failed")
        assert (told["code"], told["amount"], told["client_id"]) == ("card_declined", "50.00", side.client_id)

    @pytest.mark.parametrize("amount", ["", "0", "4.99", "10000.01", "-5", "1e3", "5.001", "NaN", "ten"])
    async def test_takes_no_other_amounts(self, shop: Shop, side: Side, amount: str) -> None:
        await shop.add_card(side)
        with pytest.raises(Problem, match="Enter an amount"):
            await shop.open(side, amount)

    async def test_needs_a_card_and_a_payer(self, shop: Shop, side: Side) -> None:
        with pytest.raises(payments.NoCard):
            await shop.open(side)
        async with shop.database.writing(side.partner_id) as db:
            await db.execute("UPDATE partner SET payment_model = 'partner'")
        with pytest.raises(Problem, match="payment model"):
            await shop.open(side)


class TestConfirmation:
    async def test_books_once_the_person_has_confirmed(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side, CONFIRMS)
        payment = await shop.top_up(side, return_url=RETURN)
        assert payment.state == "confirming"
        assert payment.confirm_url
        async with shop.http.post(payment.confirm_url, data={"answer": "yes"}, allow_redirects=False) as answer:
            assert answer.headers["location"].startswith(f"{RETURN}/{payment.id}")
        await payments.advance(shop.till, side.partner_id, payment.id, clock.now)
        assert await shop.balance(side) == 50

    async def test_refused_fails(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side, CONFIRMS)
        payment = await shop.top_up(side, return_url=RETURN)
        async with shop.http.post(payment.confirm_url or "", data={"answer": "no"}, allow_redirects=False):
            pass
        await shop.work(timedelta(minutes=15))
        assert await shop.balance(side) is None
        assert [one["reason"] for one in await shop.told(side, "payment_failed")] == [
            "You did not confirm the payment at your bank."
        ]

    async def test_that_never_comes_is_given_up_at_the_provider_too(self, shop: Shop, side: Side) -> None:
        await shop.add_card(side, CONFIRMS)
        await shop.top_up(side, return_url=RETURN)
        await shop.work(timedelta(hours=25))
        assert [one["status"] for one in await shop.charged(side)] == ["canceled"]
        assert [one["code"] for one in await shop.told(side, "payment_failed")] == ["not_confirmed"]
