"""Issuing an invoice, in the transaction of what it is for."""

from datetime import date, datetime
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import webhooks
from partnerhub.domain.billing.model import Currency, cents
from partnerhub.domain.invoices import store
from partnerhub.domain.invoices.model import Invoice, Issuer, Kind, Line, State
from partnerhub.kit import ids


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What an invoice is made of. `due` is what of it the balance has not paid; `state` says how that will come."""

    kind: Kind
    currency: Currency
    lines: list[Line]
    tax: Decimal = Decimal(0)
    tax_percent: int = 0
    note: str = ""
    due: Decimal = Decimal(0)
    state: State = "paid"
    period: date | None = None
    payment_id: str | None = None


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """Amounts are decimals in text, as money is."""

    id: str
    number: str
    kind: Kind
    state: State
    currency: Currency
    total: Decimal
    due: Decimal
    partner_id: str
    client_id: str | None


async def issue(db: Db, partner_id: str, client_id: str, draft: Draft, issuer: Issuer, *, now: datetime) -> Invoice:
    """With the payer's next number, and told to the partner as `invoice_issued`."""
    details = await store.count(db, partner_id, client_id)
    net = cents(sum((line.amount for line in draft.lines), Decimal(0)))
    invoice = Invoice(
        id=ids.prefixed_uuid7("inv"), client_id=client_id, number=f"{client_id or partner_id}-{details.invoices:04d}",
        kind=draft.kind, currency=draft.currency, period=draft.period, lines=draft.lines, net=net, tax=draft.tax,
        tax_percent=draft.tax_percent, note=draft.note, total=net + draft.tax, due=draft.due, state=draft.state,
        issuer=issuer.lines, buyer=details.lines, issued_at=now, paid_at=now if draft.state == "paid" else None,
    )  # fmt: skip
    await store.add(db, partner_id, invoice, draft.payment_id)
    told = _Told(
        id=invoice.id, number=invoice.number, kind=invoice.kind, state=invoice.state, currency=invoice.currency,
        total=invoice.total, due=invoice.due, partner_id=partner_id, client_id=client_id or None,
    )  # fmt: skip
    await webhooks.publish(
        db, partner_id, type="invoice_issued", data=msgspec.json.encode(told), client_id=client_id or None, now=now
    )
    return invoice


async def settle(db: Db, partner_id: str, client_id: str, currency: Currency, *, now: datetime) -> None:
    """After money came in: a balance that is not below zero any more has paid what was due."""
    await store.set_paid(db, partner_id, client_id, currency, now)
