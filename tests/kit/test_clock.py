"""Times as the wire has them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from partnerhub.kit import clock


@pytest.mark.parametrize(
    ("moment", "said"),
    [(datetime(2023, 3, 2, 13, 39, 27, 999, tzinfo=UTC), "2023-03-02T13:39:27Z"),
     (datetime(2023, 3, 2, 13, 39, 27, tzinfo=timezone(timedelta(hours=2))), "2023-03-02T11:39:27Z"),
     (datetime(82, 4, 17, 3, 12, 54, tzinfo=UTC), "0082-04-17T03:12:54Z")],
)  # fmt: skip
def test_a_time_is_whole_seconds_of_utc_with_four_digits_of_a_year(moment: datetime, said: str) -> None:
    assert clock.iso(moment) == said


@pytest.mark.parametrize(
    ("moment", "known"),
    [(datetime(2023, 3, 2, 13, 39, 27), datetime(2023, 3, 2, 13, 39, 27, tzinfo=UTC)),  # noqa: DTZ001
     (datetime(2023, 3, 2, 13, 39, 27, tzinfo=timezone(timedelta(hours=2))), datetime(2023, 3, 2, 11, 39, 27, tzinfo=UTC)),
     (datetime(1, 1, 1, tzinfo=UTC), clock.FIRST),
     (datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))), clock.FIRST),
     (datetime.max.replace(tzinfo=UTC), clock.LAST),
     (datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-10))), clock.LAST)],
)  # fmt: skip
def test_a_time_has_a_date_in_utc(moment: datetime, known: datetime) -> None:
    assert clock.utc(moment) == known
