"""What became of messages, as people look at it: of a partner, a client or a channel."""

from datetime import date

import msgspec

from partnerhub.db.pool import Db

MOST_CHANNELS = 1000
MOST_CODES = 100
# $2 and $3 the days, the second not among them; $4 a client, $5 a channel, empty for all.
WHERE = (
    " WHERE o.partner_id = $1 AND o.day >= $2 AND o.day < $3"
    " AND ($4 = '' OR o.client_id = $4) AND ($5 = '' OR o.channel_id = $5)"
)
SUMS = (
    "sum(o.sent)::bigint AS sent, sum(o.delivered)::bigint AS delivered, sum(o.read)::bigint AS read,"
    " sum(o.failed)::bigint AS failed"
)


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """Days from `since` on and before `until`. `client_id` and `channel_id` are empty for all."""

    since: date
    until: date
    client_id: str = ""
    channel_id: str = ""


class Steps(msgspec.Struct, frozen=True, kw_only=True):
    """Messages that were sent, and how many of these were delivered, read, and failed."""

    sent: int = 0
    delivered: int = 0
    read: int = 0
    failed: int = 0


class OfDay(Steps, frozen=True, kw_only=True):
    """Of one day or month."""

    start: date


class OfChannel(Steps, frozen=True, kw_only=True):
    channel_id: str
    phone_number: str
    client_id: str
    client_name: str


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """`title` as Meta told it; `code` 0: Meta named none."""

    code: int
    title: str
    quantity: int


async def by_day(db: Db, partner_id: str, asked: Span, granularity: str) -> list[OfDay]:
    """`granularity`: day or month."""
    rows = await db.fetch(
        f"SELECT date_trunc($6, o.day::timestamp)::date AS start, {SUMS} FROM outcome_day o{WHERE} GROUP BY 1 ORDER BY 1",
        partner_id, asked.since, asked.until, asked.client_id, asked.channel_id, granularity,
    )  # fmt: skip
    return [OfDay(**dict(row)) for row in rows]


async def by_channel(db: Db, partner_id: str, asked: Span) -> list[OfChannel]:
    """At most MOST_CHANNELS, those with the most failures first."""
    rows = await db.fetch(
        "SELECT s.*, ch.phone_number, c.name AS client_name FROM ("
        f"   SELECT o.channel_id, o.client_id, {SUMS} FROM outcome_day o{WHERE} GROUP BY 1, 2"
        "   ORDER BY failed DESC, sent DESC, o.channel_id LIMIT $6) s"
        " JOIN channel ch ON ch.partner_id = $1 AND ch.id = s.channel_id"
        " JOIN client c ON c.partner_id = $1 AND c.id = s.client_id ORDER BY s.failed DESC, s.sent DESC, s.channel_id",
        partner_id, asked.since, asked.until, asked.client_id, asked.channel_id, MOST_CHANNELS,
    )  # fmt: skip
    return [OfChannel(**dict(row)) for row in rows]


async def failures(db: Db, partner_id: str, asked: Span) -> list[Failure]:
    """At most MOST_CODES, the most frequent first."""
    rows = await db.fetch(
        f"SELECT o.code, max(o.title) AS title, sum(o.quantity)::bigint AS quantity FROM failure_day o{WHERE}"
        " GROUP BY o.code ORDER BY quantity DESC, o.code LIMIT $6",
        partner_id, asked.since, asked.until, asked.client_id, asked.channel_id, MOST_CODES,
    )  # fmt: skip
    return [Failure(**dict(row)) for row in rows]
