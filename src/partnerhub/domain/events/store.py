"""Events in the database: written once, never changed."""

from collections.abc import Mapping
from datetime import datetime
from itertools import combinations
from typing import Literal

import msgspec

from partnerhub.db.pool import Db

Audience = Literal["partner", "channel"]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """`body`: the bytes that every receiver gets on every attempt."""

    id: str
    audience: Audience
    type: str
    client_id: str | None
    waba_id: str | None
    channel_id: str | None
    body: bytes
    created_at: datetime


COLUMNS = ", ".join(Event.__struct_fields__)
FILTERS: tuple[str, ...] = ("type", "client_id", "channel_id")
# Ids are in the order of time, so the primary key serves the window and the order; each filter has an index that ends in id.
PAGES: dict[tuple[str, ...], str] = {
    names: f"SELECT {COLUMNS} FROM event WHERE partner_id = $1 AND id >= $2 AND id < $3"
    + "".join(f" AND {name} = ${number}" for number, name in enumerate(names, 5))
    + " ORDER BY id DESC LIMIT $4"
    for count in range(len(FILTERS) + 1)
    for names in combinations(FILTERS, count)
}

# What the partner is told its people hear of, too: the worker makes the notice.
RECORD = """
WITH recorded AS (
    INSERT INTO event (partner_id, id, audience, type, client_id, waba_id, channel_id, body, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING audience)
INSERT INTO event_untold (partner_id, event_id) SELECT $1, $2 FROM recorded WHERE audience = 'partner'
"""


async def record(
    db: Db,
    partner_id: str,
    event_id: str,
    *,
    audience: Audience,
    type: str,  # noqa: A002 — the field's own word
    body: bytes,
    now: datetime,
    client_id: str | None = None,
    waba_id: str | None = None,
    channel_id: str | None = None,
) -> None:
    """`event_id` is `evt_` + UUIDv7 in hex; `body` the bytes that every receiver gets on every attempt."""
    await db.execute(
        RECORD,
        partner_id, event_id, audience, type, client_id, waba_id, channel_id, body, now,
    )  # fmt: skip


async def page(
    db: Db, partner_id: str, *, low: str, high: str, limit: int, filters: Mapping[str, str | None]
) -> list[Event]:
    """Newest first, with ids from `low` on and below `high`; `filters` has the keys of FILTERS, None for any."""
    names = tuple(name for name in FILTERS if filters.get(name) is not None)
    rows = await db.fetch(PAGES[names], partner_id, low, high, limit, *(filters[name] for name in names))
    return [msgspec.convert(dict(row), Event) for row in rows]


async def told_of_channel(db: Db, partner_id: str, channel_id: str, *, before: datetime, limit: int) -> list[Event]:
    """What the partner was told of the channel before a moment, newest first; messages are not among it."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM event WHERE partner_id = $1 AND channel_id = $2 AND audience = 'partner'"
        " AND created_at < $3 ORDER BY id DESC LIMIT $4",
        partner_id, channel_id, before, limit,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Event) for row in rows]


async def find(db: Db, partner_id: str, event_id: str) -> Event | None:
    row = await db.fetchrow(f"SELECT {COLUMNS} FROM event WHERE partner_id = $1 AND id = $2", partner_id, event_id)
    return msgspec.convert(dict(row), Event) if row else None


async def make_partitions(db: Db, now: datetime) -> int:
    """Make the tables for the events and attempts of the coming days, for all partners; how many were made."""
    return await db.fetchval("SELECT make_partitions($1)", now)
