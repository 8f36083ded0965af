"""What became of messages, in the database. The worker counts for all partners at once."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec

from partnerhub.db.pool import Db

KEPT = timedelta(days=31)  # Meta tries to deliver for 30

# A partner without a cursor is new, or of the time before there were any: all events that are kept are its.
CURSORS = """
WITH mine AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(hashtext('message_outcome')) AS free)
SELECT p.id AS partner_id, coalesce(c.event_id, '') AS event_id
FROM mine, partner p LEFT JOIN outcome_cursor c ON c.partner_id = p.id
WHERE mine.free AND p.id > $1 ORDER BY p.id LIMIT $2
"""
# Only what holds statuses is read whole; the rest is passed by.
CARRIED = """
SELECT c.partner_id, e.id AS event_id, e.client_id, e.channel_id, e.created_at, e.body
FROM unnest($1::text[], $2::text[]) AS c (partner_id, event_id)
CROSS JOIN LATERAL (
    SELECT id, client_id, channel_id, created_at,
           CASE WHEN position('"statuses"'::bytea IN body) > 0 THEN body ELSE '' END AS body
    FROM event WHERE partner_id = c.partner_id AND id > c.event_id AND id < $3 AND audience = 'channel'
    ORDER BY id LIMIT $4) e
ORDER BY c.partner_id, e.id
"""
ADD = """
WITH told AS (
    SELECT t.* FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::smallint[], $6::date[], $7::integer[],
        $8::text[]) AS t (partner_id, client_id, channel_id, key, steps, day, code, title)
    JOIN channel ch ON ch.partner_id = t.partner_id AND ch.id = t.channel_id
), placed AS MATERIALIZED (
    SELECT t.partner_id, t.client_id, t.channel_id, t.key, t.steps, t.code, t.title, coalesce(m.day, t.day) AS day,
           t.steps & ~coalesce(m.steps, 0::smallint) AS fresh
    FROM told t LEFT JOIN message_outcome m ON m.partner_id = t.partner_id AND m.key = t.key
), kept AS (
    INSERT INTO message_outcome AS m (partner_id, key, day, steps)
    SELECT partner_id, key, day, steps FROM placed WHERE fresh <> 0
    ON CONFLICT (partner_id, key) DO UPDATE SET steps = m.steps | excluded.steps
), days AS (
    INSERT INTO outcome_day AS d (partner_id, channel_id, client_id, day, sent, delivered, read, failed)
    SELECT partner_id, channel_id, client_id, day, sum(fresh & 1), sum(fresh >> 1 & 1), sum(fresh >> 2 & 1),
           sum(fresh >> 3 & 1) FROM placed WHERE fresh <> 0 GROUP BY partner_id, channel_id, client_id, day
    ON CONFLICT (partner_id, channel_id, day) DO UPDATE SET sent = d.sent + excluded.sent,
        delivered = d.delivered + excluded.delivered, read = d.read + excluded.read, failed = d.failed + excluded.failed
)
INSERT INTO failure_day AS f (partner_id, channel_id, client_id, day, code, title, quantity)
SELECT partner_id, channel_id, client_id, day, code, min(title), count(*) FROM placed WHERE fresh & 8 <> 0
GROUP BY partner_id, channel_id, client_id, day, code
ON CONFLICT (partner_id, channel_id, day, code) DO UPDATE SET quantity = f.quantity + excluded.quantity
"""


class Cursor(msgspec.Struct, frozen=True):
    partner_id: str
    event_id: str


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """An event; `body` is empty when there is no status in it."""

    partner_id: str
    event_id: str
    client_id: str
    channel_id: str
    created_at: datetime
    body: bytes


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`steps`: bits of what Meta told of the message. `code`, `title`: of its failure, else 0 and empty."""

    partner_id: str
    client_id: str
    channel_id: str
    key: uuid.UUID
    steps: int
    day: date
    code: int = 0
    title: str = ""


async def cursors(db: Db, *, after: str, limit: int) -> list[Cursor]:
    """Of the partners whose ids follow, in order; none while another worker counts.

    One at a time over all processes: those who add to the same days never wait for each other in a ring.
    """
    return [Cursor(**dict(row)) for row in await db.fetch(CURSORS, after, limit)]


async def carried(db: Db, found: Sequence[Cursor], *, until: str, limit: int) -> list[Taken]:
    """Of all these partners: the first events after each cursor and before `until`, at most `limit` of each."""
    rows = await db.fetch(CARRIED, [one.partner_id for one in found], [one.event_id for one in found], until, limit)
    return [Taken(**dict(row)) for row in rows]


async def add(db: Db, outcomes: Sequence[Outcome]) -> None:
    """Of many partners at once: what was not told before is counted. Each message stands in it once."""
    await db.execute(ADD, *([getattr(one, name) for one in outcomes] for name in Outcome.__struct_fields__))


async def move(db: Db, reached: Mapping[str, str]) -> None:
    """Up to which event each of these partners is counted."""
    await db.execute(
        "INSERT INTO outcome_cursor (partner_id, event_id) SELECT * FROM unnest($1::text[], $2::text[])"
        " ON CONFLICT (partner_id) DO UPDATE SET event_id = excluded.event_id",
        list(reached), list(reached.values()),
    )  # fmt: skip


async def prune(db: Db, *, now: datetime) -> None:
    """Of every partner: messages of which Meta has nothing more to tell."""
    await db.execute("DELETE FROM message_outcome WHERE day < $1", (now - KEPT).date())
