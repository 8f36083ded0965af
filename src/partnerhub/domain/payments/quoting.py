"""What a top-up costs: the amount, the fee of paying by card, and VAT."""

from decimal import Decimal, InvalidOperation

import msgspec

from partnerhub.domain.billing.model import cents
from partnerhub.domain.invoices import Details, Issuer, tax_of

LEAST, MOST = Decimal(5), Decimal(10_000)


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    amount: Decimal
    fee: Decimal
    tax: Decimal
    tax_percent: int
    tax_note: str

    @property
    def total(self) -> Decimal:
        return self.amount + self.fee + self.tax


def quote(amount: Decimal, issuer: Issuer, details: Details) -> Quote:
    tax = tax_of(issuer, details)
    fee = cents(amount * issuer.card_fee_percent / 100)
    owed = cents((amount + fee) * tax.percent / 100)
    return Quote(amount=amount, fee=fee, tax=owed, tax_percent=tax.percent, tax_note=tax.note)


def read(typed: str) -> Decimal | None:
    """`1,250.50` → 1250.50. None: not an amount in whole cents."""
    text = typed.strip().replace(",", "")
    if not text or len(text) > 12 or not set(text) <= set("0123456789."):  # noqa: PLR2004
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return cents(amount) if amount == cents(amount) else None
