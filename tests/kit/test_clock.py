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
