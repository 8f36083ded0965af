"""Notices in the database, and what no notice was made of yet."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.domain.events import Event
from partnerhub.domain.notifications.notice import Notice

KEPT = timedelta(days=90)
# Two who take of one partner wait for each other, and the second finds nothing of what the first took.
TAKE = """
DELETE FROM event_untold WHERE partner_id = $1 AND event_id IN (
    SELECT event_id FROM event_untold WHERE partner_id = $1 ORDER BY event_id LIMIT $2)
RETURNING event_id
"""
EVENTS = f"""
SELECT {", ".join(Event.__struct_fields__)} FROM event WHERE partner_id = $1 AND id = ANY($2) ORDER BY id
"""
ADD = """
INSERT INTO notice (partner_id, id, event_id, type, kind, client_id, client_sees, facts, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""


async def untold(db: Db, *, limit: int) -> list[str]:
    """Partners with events that no notice was made of: the worker asks for all."""
    rows = await db.fetch("SELECT DISTINCT partner_id FROM event_untold LIMIT $1", limit)
    return [row["partner_id"] for row in rows]


async def take(db: Db, partner_id: str, *, limit: int) -> list[Event]:
    """Events that are ours to tell of, oldest first; one that has left by its partition is not among them."""
    taken = [row["event_id"] for row in await db.fetch(TAKE, partner_id, limit)]
    rows = await db.fetch(EVENTS, partner_id, taken) if taken else []
    return [msgspec.convert(dict(row), Event) for row in rows]


async def add(db: Db, partner_id: str, notices: Sequence[tuple[Notice, bool]]) -> None:
    """Each with whether its client's people see it."""
    await db.executemany(
        ADD,
        [
            (
                partner_id, one.id, one.event_id, one.type, one.kind, one.client_id, seen,
                msgspec.json.encode(one.facts).decode(), one.created_at,
            )
            for one, seen in notices
        ],
    )  # fmt: skip


async def owe(db: Db, partner_id: str, user_id: str, notice_ids: Collection[str]) -> None:
    """For the user's next daily letter."""
    await db.execute(
        "INSERT INTO notice_owed (partner_id, notice_id, user_id) SELECT $1, id, $2 FROM unnest($3::text[]) AS id"
        " ON CONFLICT DO NOTHING",
        partner_id, user_id, list(notice_ids),
    )  # fmt: skip


async def take_owed(db: Db, partner_id: str, user_id: str) -> list[Notice]:
    """What the user's daily letter tells, oldest first; it is owed no more."""
    rows = await db.fetch(
        "WITH owed AS (DELETE FROM notice_owed WHERE partner_id = $1 AND user_id = $2 RETURNING notice_id)"
        " SELECT n.id, n.event_id, n.type, n.kind, n.client_id, n.facts, n.created_at FROM notice n"
        " JOIN owed ON owed.notice_id = n.id WHERE n.partner_id = $1 ORDER BY n.id",
        partner_id, user_id,
    )  # fmt: skip
    return [notice_of(row) for row in rows]


async def prune(db: Db, *, now: datetime) -> None:
    """Notices of every partner that are old, with who has read them."""
    await db.execute("DELETE FROM notice WHERE created_at < $1", now - KEPT)


def notice_of(row: Row) -> Notice:
    return msgspec.convert(dict(row) | {"facts": msgspec.json.decode(row["facts"])}, Notice)
