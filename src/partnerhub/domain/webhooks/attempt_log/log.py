"""Pages of the log, and how an attempt is called outside: `att_`, its time in microseconds and its number, in hex."""

from datetime import UTC, datetime, timedelta

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.attempt_log import store
from partnerhub.domain.webhooks.attempt_log.store import Chosen, Logged, Place

OUTCOMES = ("delivered", "failed", "retrying", "parked", "exhausted", "dead")  # `failed`: any but `delivered`
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EVER = datetime(9999, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


async def page(
    db: Db, partner_id: str, chosen: Chosen, *, before: str | None, since: datetime | None, until: datetime | None, limit: int
) -> list[Logged]:  # fmt: skip
    """At most `limit`, newest first, older than the attempt `before`, made from `since` on and before `until`."""
    highest = min(place_of(before) if before else (EVER, 0), (until or EVER, 0))
    return await store.page(db, partner_id, chosen, low=since or EPOCH, high=highest, limit=limit)


def name_of(attempt: Logged) -> str:
    return f"att_{(attempt.at - EPOCH) // MICROSECOND:016x}{attempt.id:016x}"


def place_of(name: str) -> Place:
    """Where the attempt of this name stands, or would stand."""
    at, number = int(name[4:20], 16), int(name[20:], 16)
    latest = (EVER - EPOCH) // MICROSECOND
    return EPOCH + min(at, latest) * MICROSECOND, min(number, 2**63 - 1)
