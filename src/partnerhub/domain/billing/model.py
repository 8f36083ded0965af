"""What the room speaks of: accounts, periods, usage."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

import msgspec

Currency = Literal["usd", "eur"]
Granularity = Literal["day", "month"]

PARTNERS_OWN = ""  # the client of an account that is the partner's
NOTHING = Decimal(0)
CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Rounded to whole cents, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """`client_id` is empty for the partner's own; messages are refused since `stopped_at`."""

    partner_id: str
    client_id: str
    currency: Currency
    balance: Decimal
    stopped_at: datetime | None


class Period(msgspec.Struct, frozen=True):
    """Usage is kept by the day: a period holds every UTC day that it touches. `until` is not in it."""

    since: date
    until: date
    granularity: Granularity


class UsageRow(msgspec.Struct, frozen=True, kw_only=True):
    """Of one day or month, category and pricing type."""

    start: date
    category: str
    pricing_type: str
    quantity: int
    paid_quantity: int
    price: Decimal
