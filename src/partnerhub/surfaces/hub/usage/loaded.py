"""Usage of a time as a page shows it: sums against the time before, a chart by category, a table by number."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from litestar import Response

from partnerhub.db.pool import Db
from partnerhub.domain.billing import insight_store
from partnerhub.domain.billing.insight_store import Point, Slice
from partnerhub.domain.templates import figure_store
from partnerhub.domain.templates.figure_store import OfTemplate
from partnerhub.surfaces.hub.files import file
from partnerhub.surfaces.hub.usage import delivery
from partnerhub.surfaces.hub.usage.period import ONE_DAY, PRESETS, Asked

TABLES = ("delivery", "funnel", "errors", "templates")  # what can be exported beside usage
FIRST = ("marketing", "utility", "authentication", "service")  # categories in this order, then the rest by name


class Sums(msgspec.Struct, frozen=True, kw_only=True):
    quantity: int
    paid_quantity: int
    price: Decimal


async def insights(
    db: Db, partner_id: str, asked: Asked, *, client_id: str = "", channel_id: str = ""
) -> dict[str, Any]:
    """What parts/insights.html shows; eight statements. Costs are in the currency that most of them are in."""
    here = _slice(asked, client_id, channel_id)
    points = await insight_store.points(db, partner_id, here, asked.granularity)
    before = await insight_store.points(db, partner_id, _slice(asked.before, client_id, channel_id), "month")
    currencies = sorted({one.currency for one in points}, key=lambda one: -_sums(points, one).price) or ["usd"]
    return {
        "asked": asked,
        "presets": PRESETS,
        "categories": _categories(points),
        "starts": list(starts(asked)),
        "by_start": {(one.start, one.category, one.currency): one for one in points},
        "currency": currencies[0],
        "currencies": [(one, _sums(points, one), _sums(before, one)) for one in currencies],
        "channels": await insight_store.by_channel(db, partner_id, here),
        "totals": (_sums(points), _sums(before)),
        "by_template": None if channel_id else await _by_template(db, partner_id, asked, client_id),
        **await delivery.delivery(db, partner_id, asked, client_id=client_id, channel_id=channel_id),
    }


async def export(
    db: Db, partner_id: str, asked: Asked, ending: str, *, what: str = "", client_id: str = "", channel_id: str = ""
) -> Response[bytes]:
    """A line for each day or month, category and currency; or one of TABLES. Raises NoSuchFormat."""
    if what == "templates":
        counted = await _by_template(db, partner_id, asked, client_id)
        return file("insights-templates", ending, [msgspec.to_builtins(one) for one in counted])
    if what in TABLES:
        whose = {"client_id": client_id, "channel_id": channel_id}
        return await delivery.export(db, partner_id, asked, what, ending, **whose)
    points = await insight_store.points(db, partner_id, _slice(asked, client_id, channel_id), asked.granularity)
    return file("insights", ending, [msgspec.to_builtins(one) for one in points])


async def _by_template(db: Db, partner_id: str, asked: Asked, client_id: str) -> list[OfTemplate]:
    """By Meta's count, which is of a WABA, not of a number."""
    return await figure_store.by_template(db, partner_id, asked.since, asked.until + ONE_DAY, client_id)


def starts(asked: Asked) -> Iterable[date]:
    """Every day, or the first of every month, also those of which nothing is known."""
    at = asked.since if asked.granularity == "day" else asked.since.replace(day=1)
    while at <= asked.until:
        yield at
        at = at + ONE_DAY if asked.granularity == "day" else (at + timedelta(days=32)).replace(day=1)


def _slice(asked: Asked, client_id: str, channel_id: str) -> Slice:
    return Slice(since=asked.since, until=asked.until + ONE_DAY, client_id=client_id, channel_id=channel_id)


def _categories(points: Sequence[Point]) -> list[str]:
    order = {name: at for at, name in enumerate(FIRST)}
    return sorted({one.category for one in points}, key=lambda name: (order.get(name, len(FIRST)), name))


def _sums(points: Sequence[Point], currency: str = "") -> Sums:
    counted = [one for one in points if currency in {"", one.currency}]
    return Sums(
        quantity=sum(one.quantity for one in counted),
        paid_quantity=sum(one.paid_quantity for one in counted),
        price=sum((one.price for one in counted), Decimal(0)),
    )
