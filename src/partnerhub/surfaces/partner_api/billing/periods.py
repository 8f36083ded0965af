"""The periods that callers ask for: two generations of parameters, read into one thing (contract partner-api §13)."""

from datetime import date, timedelta
from typing import Annotated

from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation

from partnerhub.domain.billing import Period
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput

LAST = 4_102_444_800  # the year 2100: whoever sends more sends milliseconds
WORDS = {"day": "day", "daily": "day", "month": "month", "monthly": "month"}
JANUARY = 1

START = QueryParameter(
    description="UNIX seconds, UTC: the first day.", ge=0, le=LAST, schema_extra={"examples": [1775001600]}
)
END = QueryParameter(
    description="UNIX seconds, UTC: a day that begins then or later is left out.",
    ge=0,
    le=LAST,
    schema_extra={"examples": [1777593600]},
)
GRANULARITY = QueryParameter(
    description="`day` or `month`; capital letters, `DAILY` and `MONTHLY` are taken as well.",
    schema_extra={"enum": ["day", "month"]},
)
FROM_MONTH = QueryParameter(
    description="As before 2023: the first month. Without it January.", ge=1, le=12, schema_extra={"examples": [4]}
)
FROM_YEAR = QueryParameter(
    description="As before 2023: the first year. Without it this year.",
    ge=1970,
    le=2099,
    schema_extra={"examples": [2026]},
)

Asked = NamedDependency[SkipValidation[Period]]


async def period(
    start_date: Annotated[int | None, START] = None,
    end_date: Annotated[int, END] = 4_102_358_400,
    granularity: Annotated[str, GRANULARITY] = "month",
    from_month: Annotated[int | None, FROM_MONTH] = None,
    from_year: Annotated[int | None, FROM_YEAR] = None,
) -> Period:
    """`start_date` wins over the older parameters."""
    since = date(1970, 1, 1)
    if start_date is not None:
        since = clock.from_unix(start_date).date()
    elif from_month is not None or from_year is not None:
        since = date(from_year or clock.now().year, from_month or JANUARY, 1)
    return _period(since, end_date, granularity)


async def period_between(
    start_date: Annotated[int, START],
    end_date: Annotated[int, END],
    granularity: Annotated[str, GRANULARITY] = "day",
) -> Period:
    return _period(clock.from_unix(start_date).date(), end_date, granularity)


def _period(since: date, end_date: int, granularity: str) -> Period:
    unit = WORDS.get(granularity.lower())
    if unit is None:
        raise BadInput("granularity must be day or month.", field="granularity")
    until = (clock.from_unix(end_date) + timedelta(days=1, microseconds=-1)).date()
    return Period(since, until, "day" if unit == "day" else "month")
