"""Funds as both hubs show them: the rate card as a table, movements as lines of a file."""

from collections.abc import Iterable
from typing import Any

import msgspec

from partnerhub.domain.billing.insight_store import Movement, Price
from partnerhub.kit.words import t

OTHER = "OTHER"
COUNTRY = 2  # letters of a country's code


def card(prices: Iterable[Price]) -> dict[str, Any]:
    """Per currency, a row for each market with its price by category."""
    found = list(prices)
    categories = sorted({one.category for one in found})
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    for one in found:
        tables.setdefault(one.currency, {}).setdefault(one.market, {})[one.category] = one.price
    return {
        "categories": categories,
        "tables": {
            name: [(code, market(code), prices) for code, prices in sorted(rows.items())]
            for name, rows in tables.items()
        },
    }


def market(code: str) -> str:
    """`REST_OF_AFRICA` → `Rest of africa`; a country stays a code, which the browser names in the reader's language."""
    return (
        t("Rest of the world")
        if code == OTHER
        else code
        if len(code) == COUNTRY
        else code.replace("_", " ").capitalize()
    )


def lines(movements: Iterable[Movement]) -> list[dict[str, Any]]:
    return [msgspec.to_builtins(one) for one in movements]
