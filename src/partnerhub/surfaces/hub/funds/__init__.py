"""Funds as both hubs show them: the rate card as a table, movements as lines of a file."""

from collections.abc import Iterable
from typing import Any

import msgspec

from partnerhub.domain.billing.insight_store import Movement, Price
from partnerhub.kit.words import country_name, t

REGIONS = {
    "NORTH_AMERICA": t("North America"),
    "REST_OF_AFRICA": t("Rest of Africa"),
    "REST_OF_ASIA_PACIFIC": t("Rest of Asia and the Pacific"),
    "REST_OF_CENTRAL_AND_EASTERN_EUROPE": t("Rest of Central and Eastern Europe"),
    "REST_OF_LATIN_AMERICA": t("Rest of Latin America"),
    "REST_OF_MIDDLE_EAST": t("Rest of the Middle East"),
    "REST_OF_WESTERN_EUROPE": t("Rest of Western Europe"),
    "OTHER": t("Rest of the world"),
}
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
    """`DE` → `Germany`, in the reader's language."""
    if code in REGIONS:
        return REGIONS[code]
    return country_name(code) if len(code) == COUNTRY else code.replace("_", " ").capitalize()


def lines(movements: Iterable[Movement]) -> list[dict[str, Any]]:
    return [msgspec.to_builtins(one) for one in movements]
