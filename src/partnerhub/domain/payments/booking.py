"""What came of a payment, written down once: money, invoice, events and the audit log in one transaction."""

from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import audit, billing, invoices, webhooks
from partnerhub.domain.billing.model import Currency
from partnerhub.domain.invoices import Draft, Issuer, Line
from partnerhub.domain.payments import card_store, payer_store
from partnerhub.domain.payments import payment_store as store
from partnerhub.domain.payments.model import Kind, Payment
from partnerhub.domain.payments.opening import LEASE
from partnerhub.kit.words import t
from partnerhub.upstream.payments import Declined, Outcome, Paid, ToConfirm

PREPAID, FEE = t("Prepaid balance, paid with {what}"), t("Fee for payment by card")
LOOK_AFTER = timedelta(minutes=10)  # whether a person who did not come back has confirmed


class _Failed(msgspec.Struct, frozen=True, kw_only=True):
    """`code` and `reason` are the provider's, of the last card."""

    id: str
    kind: Kind
    currency: Currency
    amount: Decimal
    card: str
    code: str
    reason: str
    partner_id: str
    client_id: str | None


async def settle(
    db: Db, partner_id: str, asked: Payment, outcome: Outcome, issuer: Issuer, now: datetime
) -> Payment:  # fmt: skip
    """The payment as it is now. Nothing happens when another process was faster."""
    held = await store.hold(db, partner_id, asked.id)
    if held.is_over or held.tried != asked.tried:
        return held
    match outcome:
        case Paid(provider_id):
            await store.set_over(db, partner_id, held.id, "paid", provider_id=provider_id, now=now)
            await _book(db, partner_id, held, issuer, now)
        case ToConfirm(provider_id, url):
            due = now + LOOK_AFTER
            await store.set_confirming(db, partner_id, held.id, provider_id=provider_id, url=url, due=due)
        case Declined():
            await _declined(db, partner_id, held, outcome, now)
    return await store.hold(db, partner_id, held.id)


async def _book(db: Db, partner_id: str, payment: Payment, issuer: Issuer, now: datetime) -> None:
    client_id, currency = payment.client_id, payment.currency
    await _note(db, partner_id, payment, "payments.paid", now)
    if payment.kind == "authorisation":
        await billing.open_account(db, partner_id, client_id, currency, now=now)
        await payer_store.accept_terms(db, partner_id, client_id, now)
        return
    kind = "renewal" if payment.kind == "renewal" else "funding"
    await billing.book(db, partner_id, client_id, payment.amount, currency, now=now, kind=kind)
    lines = [Line(text=str(PREPAID), what=payment.card, amount=payment.amount)]
    lines += [Line(text=str(FEE), amount=payment.fee)] if payment.fee else []
    draft = Draft(
        kind="prepayment", currency=currency, lines=lines, tax=payment.tax, tax_percent=payment.tax_percent,
        note=payment.tax_note, payment_id=payment.id,
    )  # fmt: skip
    await invoices.issue(db, partner_id, client_id, draft, issuer, now=now)
    await invoices.settle(db, partner_id, client_id, currency, now=now)


async def _declined(db: Db, partner_id: str, payment: Payment, said: Declined, now: datetime) -> None:
    """The next card is asked; after the last one the payment has failed, and the partner is told."""
    other = await card_store.next_card(db, partner_id, payment.client_id, payment.tried) if payment.falls_back else None
    if other:
        await store.set_card(db, partner_id, payment.id, other, now + LEASE)
        return
    await store.set_over(
        db, partner_id, payment.id, "failed", provider_id=said.id, now=now, code=said.code, reason=said.message
    )
    await _note(db, partner_id, payment, "payments.failed", now)
    if payment.kind == "renewal":
        await billing.renews_no_more(db, partner_id, payment.client_id, now=now)
    told = _Failed(
        id=payment.id, kind=payment.kind, currency=payment.currency, amount=payment.total, card=payment.card,
        code=said.code, reason=said.message, partner_id=partner_id, client_id=payment.client_id or None,
    )  # fmt: skip
    await webhooks.publish(
        db, partner_id, type="payment_failed", data=msgspec.json.encode(told), client_id=payment.client_id or None,
        now=now,
    )  # fmt: skip


async def _note(db: Db, partner_id: str, payment: Payment, action: str, now: datetime) -> None:
    detail = msgspec.json.encode({"amount": payment.total, "currency": payment.currency, "card": payment.card})
    await audit.record(
        db, partner_id, audit.Origin(actor="system"), action=action, subject=payment.id, now=now, detail=detail.decode()
    )
