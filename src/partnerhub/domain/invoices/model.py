"""What the room speaks of: issuer, buyer, lines, invoices."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import msgspec

from partnerhub.domain.billing.model import Currency
from partnerhub.settings import Settings

Kind = Literal["prepayment", "closing"]
State = Literal["pending", "unpaid", "paid"]


class Issuer(msgspec.Struct, frozen=True, kw_only=True):
    """The operator. `lines`: name, address and VAT ID; empty when none were set."""

    lines: str
    country: str
    vat_percent: int
    card_fee_percent: int


def issuer_of(settings: Settings) -> Issuer:
    return Issuer(
        lines="\n".join(line.strip() for line in settings.invoice_from.split(";")),
        country=settings.invoice_country.upper(),
        vat_percent=settings.vat_percent,
        card_fee_percent=settings.card_fee_percent,
    )


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """To whom invoices are made out. `invoices`: how many there are."""

    legal_name: str = ""
    email: str = ""
    address: str = ""
    country: str = ""
    vat_id: str = ""
    invoices: int = 0

    @property
    def is_complete(self) -> bool:
        return bool(self.legal_name and self.email and self.address and self.country)

    @property
    def lines(self) -> str:
        vat = f"VAT ID {self.vat_id}" if self.vat_id else ""
        return "\n".join(line for line in (self.legal_name, self.address, self.country, vat) if line)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`amount` may have fractions of a cent: messages cost so. `what`: what stands for `{what}` in the text, if anything does:
    the text is kept in English, so that it can be read in any language.
    """

    text: str
    amount: Decimal
    what: str = ""


class Invoice(msgspec.Struct, frozen=True, kw_only=True):
    """`issuer` and `buyer` are lines of text, as they were then. `due` is 0 once it is paid."""

    id: str
    client_id: str
    number: str
    kind: Kind
    currency: Currency
    period: date | None
    lines: list[Line]
    net: Decimal
    tax: Decimal
    tax_percent: int
    note: str
    total: Decimal
    due: Decimal
    state: State
    issuer: str
    buyer: str
    issued_at: datetime
    paid_at: datetime | None
