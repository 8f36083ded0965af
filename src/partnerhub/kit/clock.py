"""The clock, read at the edge and passed in as `now`; and the one way we print a time."""

from datetime import UTC, datetime, timedelta

# The very first and the very last moment that Python has are infinite to the database, which gives them back without a zone.
FIRST, LAST = datetime(1, 1, 1, 0, 0, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)

_ahead = timedelta(0)


def now() -> datetime:
    return datetime.now(UTC) + _ahead


def travel(ahead: timedelta) -> None:
    """From now on this process lives so much later than the world does; for trying out what happens at a month's end."""
    global _ahead  # noqa: PLW0603  one clock for the process
    _ahead = ahead


def real() -> datetime:
    """The time outside, however far we have travelled: for what is measured by other clocks too."""
    return datetime.now(UTC)


def utc(moment: datetime) -> datetime:
    """A time without a zone is UTC. One that UTC or the database has no date for is the first or the last there is."""
    try:
        known = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return FIRST if moment.year == 1 else LAST
    return min(max(known, FIRST), LAST)


def iso(moment: datetime) -> str:
    """`2023-03-02T13:39:27Z`: whole seconds, UTC, as the wire wants it."""
    return (
        moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    )  # strftime writes the year 82 so


def from_unix(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
