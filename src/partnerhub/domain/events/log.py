"""Reading what was recorded: page by page, backwards from the newest."""

from collections.abc import Mapping
from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.events import store
from partnerhub.domain.events.store import Event
from partnerhub.kit.problems import NotFound

NEWEST = "evt_g"  # above every id: they go on in hex


class NoSuchEvent(NotFound):
    """Event not found."""


def first_id(moment: datetime) -> str:
    """Every event made from `moment` on has a greater id: the first 48 bits of a UUIDv7 are milliseconds."""
    return f"evt_{max(0, int(moment.timestamp() * 1000)):012x}"


async def page(
    db: Db,
    partner_id: str,
    *,
    before: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    filters: Mapping[str, str | None],
) -> list[Event]:
    """At most `limit`, newest first, older than the event `before`, made from `since` on and before `until`."""
    low = first_id(since) if since else ""
    high = min(before or NEWEST, first_id(until) if until else NEWEST)
    return await store.page(db, partner_id, low=low, high=high, limit=limit, filters=filters)


async def get(db: Db, partner_id: str, event_id: str) -> Event:
    """Raises NoSuchEvent."""
    found = await store.find(db, partner_id, event_id)
    if found is None:
        raise NoSuchEvent
    return found
