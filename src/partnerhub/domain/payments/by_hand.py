"""Money that came or went another way than by card: the operator books it; what came has an invoice, as by card."""

from datetime import datetime
from decimal import Decimal

from partnerhub.db.pool import Db
from partnerhub.domain import audit, billing, invoices
from partnerhub.domain.billing.model import Currency, cents
from partnerhub.domain.invoices import Draft, Issuer, Line
from partnerhub.domain.payments import payers


async def fund_by_hand(
    db: Db, partner_id: str, client_id: str, amount: Decimal, currency: Currency, issuer: Issuer, *, text: str,
    now: datetime,
) -> Decimal:  # fmt: skip
    """The new balance. `client_id` is empty for the partner's own; `text` is the invoice's line.

    Raises NotPayer, NotPositive, Moved.
    """
    await payers.stay(db, partner_id, client_id)
    balance = await billing.fund(db, partner_id, client_id or None, amount, currency, now=now)
    tax = invoices.tax_of(issuer, await invoices.details_of(db, partner_id, client_id))
    owed = cents(amount * tax.percent / 100)
    draft = Draft(
        kind="prepayment", currency=currency, lines=[Line(text=text, amount=amount)], tax=owed, tax_percent=tax.percent,
        note=tax.note,
    )  # fmt: skip
    await invoices.issue(db, partner_id, client_id, draft, issuer, now=now)
    await invoices.settle(db, partner_id, client_id, currency, now=now)
    await audit.record(
        db, partner_id, audit.Origin(actor="operator"), action="funds.add", subject=client_id or partner_id, now=now,
        detail=f'{{"amount": "{amount}", "currency": "{currency}"}}',
    )  # fmt: skip
    return balance


async def refund_by_hand(
    db: Db, partner_id: str, client_id: str, amount: Decimal, currency: Currency, *, now: datetime
) -> Decimal:  # fmt: skip
    """Unused funds that were paid back; the new balance. Raises NotPositive, TooMuch.

    Auto-renewal goes off by it: the card would only be charged again.
    """
    balance = await billing.refund(db, partner_id, client_id or None, amount, currency, now=now)
    payer = await payers.payer_of(db, partner_id, client_id)
    await payers.set_renewal(
        db, partner_id, client_id, renews=False, below=payer.renew_below, by=payer.renew_by, now=now
    )
    await audit.record(
        db, partner_id, audit.Origin(actor="operator"), action="funds.refund", subject=client_id or partner_id, now=now,
        detail=f'{{"amount": "{amount}", "currency": "{currency}"}}',
    )  # fmt: skip
    return balance
