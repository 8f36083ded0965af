"""The clock, read at the edge and passed in as `now`; and the one way we print a time."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """`2023-03-02T13:39:27Z`: whole seconds, UTC, as the wire wants it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_unix(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
