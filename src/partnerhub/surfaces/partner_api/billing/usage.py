"""What a channel's messages cost, in the style of Meta's `pricing_analytics` (contract partner-api §13.3, messaging B.5)."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import msgspec
from litestar.params import FromPath, QueryParameter

from partnerhub.domain import billing
from partnerhub.domain.billing import Period, PricePoint
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.billing.periods import Asked
from partnerhub.surfaces.partner_api.channels import NoSuchChannel
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who

COUNTRIES = QueryParameter(
    description='Of the recipients, as JSON `["us", "gb", "de"]` or separated by commas. Without: all.',
    schema_extra={
        "pattern": r'^([A-Za-z]{2}(,[A-Za-z]{2})*|\["[A-Za-z]{2}"(, ?"[A-Za-z]{2}")*\])$',
        "examples": ['["us", "gb", "de"]', "us,gb,de"],
    },
)
CODE = 2  # letters of a country in ISO 3166
WORDS = {"day": "DAILY", "month": "MONTHLY"}


class PointOut(msgspec.Struct, kw_only=True):
    """Messages delivered from `start` to before `end` (UNIX seconds). `country` ZZ: unknown. Free ones cost 0."""

    start: int
    end: int
    country: str
    pricing_type: str
    pricing_category: str
    volume: int
    cost: float


class PointsOut(msgspec.Struct):
    data_points: list[PointOut]


class AnalyticsOut(msgspec.Struct):
    """One entry, as Meta has it."""

    data: list[PointsOut]


class ChannelUsageOut(msgspec.Struct, kw_only=True):
    """`cost` is in `currency`, by this installation's rate card."""

    id: str
    currency: str
    granularity: str
    country_codes: list[str]
    pricing_analytics: AnalyticsOut


async def of_channel(
    caller: Who,
    db: Tenant,
    client_id: FromPath[str],
    channel_id: FromPath[str],
    period_between: Asked,
    countries: Annotated[str | None, COUNTRIES] = None,
) -> ChannelUsageOut:
    """Delivered messages by country, category and pricing type of Meta, like its `pricing_analytics`. Calls are not metered."""
    codes = _codes(countries) if countries else None
    found = await billing.usage_of_channel(
        db, caller.partner_id, client_id, channel_id, period_between, countries=codes
    )
    if found is None:
        raise NoSuchChannel
    currency, points = found
    return ChannelUsageOut(
        id=channel_id,
        currency=currency,
        granularity=WORDS[period_between.granularity],
        country_codes=codes or [],
        pricing_analytics=AnalyticsOut([PointsOut([_shown(one, period_between) for one in points])]),
    )


def _codes(given: str) -> list[str]:
    """Upper-case; in small letters as the documents have them."""
    try:
        codes = msgspec.json.decode(given, type=list[str]) if given.lstrip().startswith("[") else given.split(",")
    except (msgspec.DecodeError, RecursionError):
        codes = [""]
    codes = [one.strip().upper() for one in codes]
    if not all(len(one) == CODE and one.isascii() and one.isalpha() for one in codes):
        raise BadInput('countries must be a list of two-letter codes: ["us", "gb", "de"].', field="countries")
    return codes


def _shown(one: PricePoint, period: Period) -> PointOut:
    return PointOut(
        start=_seconds(one.start),
        end=_seconds(_next(one.start, period)),
        country=one.country,
        pricing_type=one.pricing_type.upper(),
        pricing_category=one.category.upper(),
        volume=one.quantity,
        cost=float(one.price),
    )


def _next(start: date, period: Period) -> date:
    if period.granularity == "day":
        return start + timedelta(days=1)
    return date(start.year + start.month // 12, start.month % 12 + 1, 1)


def _seconds(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
