"""What is asked of figures: a time, a grain, filters; as arguments of a field, or as parameters of an edge."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from partnerhub.db.pool import Row
from partnerhub.sandbox.wire.call import listed
from partnerhub.sandbox.wire.envelope import GraphError, missing
from partnerhub.sandbox.world import numbers

UNITS = {
    "HALF_HOUR": "half_hour",
    "DAY": "day",
    "DAILY": "day",
    "MONTH": "month",
    "MONTHLY": "month",
}


@dataclass(frozen=True)
class Asked:
    start: datetime
    end: datetime
    granularity: str
    given: Mapping[str, Any]

    @property
    def unit(self) -> str:
        return UNITS[self.granularity]

    def several(self, name: str) -> list[str]:
        """A filter, upper case; none: everything passes."""
        return [str(one).upper() for one in listed(self.given.get(name))]

    def passes(self, row: Row) -> bool:
        """By number and by country."""
        wanted = {"".join(filter(str.isdigit, one)) for one in self.several("phone_numbers")}
        countries = self.several("country_codes")
        return (not wanted or row["business"] in wanted) and (not countries or country_of(row) in countries)


def asked(given: Mapping[str, Any]) -> Asked:
    granularity = str(given.get("granularity") or "").upper()
    if granularity not in UNITS:
        raise GraphError(100, title=f"Param granularity must be one of {{{', '.join(UNITS)}}}.")
    start, end = _time(given, "start"), _time(given, "end")
    if end <= start:
        raise GraphError(100, title="Param start must be before end.")
    return Asked(start, end, granularity, given)


def points(
    asked: Asked, rows: Iterable[Row], by: Callable[[Row], dict[str, Any]], counts: Callable[[Row], dict[str, float]]
) -> list[dict[str, Any]]:
    """A point for each time and each of what `by` tells apart, with the sums of what `counts` counts."""
    summed: dict[Any, dict[str, Any]] = {}
    for row in rows:
        apart = by(row)
        key = (row["start"], *apart.values())
        point = summed.setdefault(
            key, {"start": _seconds(row["start"]), "end": _seconds(after(asked, row["start"])), **apart}
        )
        for name, value in counts(row).items():
            point[name] = point.get(name, 0) + value
    return list(summed.values())


def after(asked: Asked, start: datetime) -> datetime:
    if asked.unit == "month":
        return (start + timedelta(days=32)).replace(day=1)
    return start + (timedelta(days=1) if asked.unit == "day" else timedelta(minutes=30))


def country_of(row: Row) -> str:
    return numbers.region(row["customer"]) or "US"


def _time(given: Mapping[str, Any], name: str) -> datetime:
    """Seconds, or a day."""
    text = str(given.get(name) or "")
    if not text:
        raise missing(name)
    try:
        if text.isdigit():
            return datetime.fromtimestamp(int(text), UTC)
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise GraphError(100, title=f"Param {name} must be a time in seconds, or a day.") from error


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
