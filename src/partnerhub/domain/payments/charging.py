"""Taking a payment as far as it goes. The provider is asked outside of any transaction, and again after a crash: under the
same key it does not charge twice.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec
import structlog

from partnerhub.db.pool import Database
from partnerhub.domain.invoices import Issuer
from partnerhub.domain.payments import payment_store as store
from partnerhub.domain.payments.booking import settle
from partnerhub.domain.payments.model import Payment
from partnerhub.domain.payments.opening import LEASE
from partnerhub.kit.words import t
from partnerhub.upstream.payments import Declined, NoAnswer, Order, Outcome, Paid, Provider, ToConfirm

AT_ONCE = 8
KEYS_LIVE = timedelta(hours=20)  # the provider remembers an idempotency key for a day
CONFIRM_WITHIN = timedelta(hours=24)
NOT_CONFIRMED = Declined("", "not_confirmed", str(t("The payment was not confirmed at the bank in time.")))
NOT_REACHED = Declined("", "not_reached", str(t("The payment provider did not take the payment.")))

log = structlog.get_logger("payments")


class Till(msgspec.Struct, frozen=True):
    """What paying is done with."""

    database: Database
    provider: Provider
    issuer: Issuer


async def advance(till: Till, partner_id: str, payment_id: str, now: Callable[[], datetime]) -> Payment:
    """The payment as it is then: over, to be confirmed, or still pending because the provider did not answer."""
    asked = 0
    while True:
        payment = await _step(till, partner_id, payment_id, now)
        if payment.state != "pending" or len(payment.tried) == asked:
            return payment
        asked = len(payment.tried)


async def take_up(till: Till, now: Callable[[], datetime]) -> int:
    """One round of what nobody settled in time, whatever ended the process that began it; returns how much there was."""
    async with till.database.working_write() as db:
        due = await store.claim_due(db, now(), LEASE, AT_ONCE)
    await asyncio.gather(*(advance(till, partner_id, payment_id, now) for partner_id, payment_id in due))
    return len(due)


async def _step(till: Till, partner_id: str, payment_id: str, now: Callable[[], datetime]) -> Payment:
    """One card is asked."""
    async with till.database.writing(partner_id) as db:
        await store.take(db, partner_id, payment_id, now() + LEASE)
        payment = await store.hold(db, partner_id, payment_id)
    if payment.is_over:
        return payment
    try:
        outcome = await _asked(till.provider, payment, now())
    except NoAnswer as error:
        log.warning("provider_not_answering", payment_id=payment_id, error=str(error))
        return payment
    async with till.database.writing(partner_id) as db:
        settled = await settle(db, partner_id, payment, outcome, till.issuer, now())
    if payment.kind == "authorisation" and isinstance(outcome, Paid):
        await _release(till.provider, outcome.id)
    return settled


async def _asked(provider: Provider, payment: Payment, now: datetime) -> Outcome:
    if payment.provider_id:
        outcome = await provider.look(payment.provider_id)
        if isinstance(outcome, ToConfirm) and now - payment.created_at > CONFIRM_WITHIN:
            await provider.release(payment.provider_id)
            return NOT_CONFIRMED
        return outcome
    customer = payment.customer or ""
    if payment.token is None or now - payment.created_at > KEYS_LIVE:
        return await provider.find(customer, payment.reference) or NOT_REACHED
    order = Order(
        reference=payment.reference, customer=customer, token=payment.token, cents=int(payment.total * 100),
        currency=payment.currency, text="Card check, released at once" if payment.kind == "authorisation" else "Top-up",
        return_url=payment.return_url, hold=payment.kind == "authorisation",
    )  # fmt: skip
    return await provider.pay(order, key=payment.reference)


async def _release(provider: Provider, held: str) -> None:
    """A hold that is not released lapses by itself after some days."""
    try:
        await provider.release(held)
    except NoAnswer as error:
        log.warning("hold_not_released", held=held, error=str(error))
