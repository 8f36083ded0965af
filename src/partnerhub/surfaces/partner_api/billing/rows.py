"""Usage by day or month, as balances show it (contract partner-api §13.1)."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import msgspec

from partnerhub.domain.billing import UsageRow

AUTHENTICATION = {"authentication", "authentication_international"}
MARKETING = {"marketing", "marketing_lite"}
TEMPLATES = {*AUTHENTICATION, *MARKETING, "utility"}


class UsageOut(msgspec.Struct, kw_only=True):
    """Messages delivered in the day or month that begins at `period_date`.

    Each is in `quantity` once, in its category once, and in `business_initiated` (templates) or `user_initiated` once.
    """

    period_date: str
    quantity: int
    paid_quantity: int
    free_quantity: int
    free_tier: int
    free_entry_point: int
    total_price: float
    business_initiated_quantity: int
    business_initiated_paid_quantity: int
    business_initiated_price: float
    user_initiated_quantity: int
    user_initiated_paid_quantity: int
    user_initiated_price: float
    authentication_quantity: int
    authentication_paid_quantity: int
    authentication_price: float
    marketing_quantity: int
    marketing_paid_quantity: int
    marketing_price: float
    service_quantity: int
    service_paid_quantity: int
    service_price: float
    utility_quantity: int
    utility_paid_quantity: int
    utility_price: float


def shown(usage: Iterable[UsageRow]) -> list[UsageOut]:
    """`usage` comes ordered by its start."""
    return [_row(start.isoformat(), list(found)) for start, found in groupby(usage, key=lambda row: row.start)]


def template_cost(usage: Iterable[UsageRow]) -> float:
    return _sum(row for row in usage if row.category in TEMPLATES)["price"]


def _row(day: str, usage: list[UsageRow]) -> UsageOut:
    total = _sum(usage)
    groups = {
        "business_initiated": [row for row in usage if row.category in TEMPLATES],
        "user_initiated": [row for row in usage if row.category not in TEMPLATES],
        "authentication": [row for row in usage if row.category in AUTHENTICATION],
        "marketing": [row for row in usage if row.category in MARKETING],
        "service": [row for row in usage if row.category == "service"],
        "utility": [row for row in usage if row.category == "utility"],
    }
    return UsageOut(
        period_date=f"{day}T00:00:00Z",
        quantity=total["quantity"],
        paid_quantity=total["paid_quantity"],
        free_quantity=total["quantity"] - total["paid_quantity"],
        free_tier=_of_type(usage, "free_tier"),
        free_entry_point=_of_type(usage, "free_entry_point"),
        total_price=total["price"],
        **{f"{group}_{name}": one for group, found in groups.items() for name, one in _sum(found).items()},
    )


def _sum(usage: Iterable[UsageRow]) -> dict[str, Any]:
    found = list(usage)
    return {
        "quantity": sum(row.quantity for row in found),
        "paid_quantity": sum(row.paid_quantity for row in found),
        "price": float(sum(row.price for row in found)),
    }


def _of_type(usage: list[UsageRow], pricing_type: str) -> int:
    return sum(row.quantity for row in usage if row.pricing_type == pricing_type)
