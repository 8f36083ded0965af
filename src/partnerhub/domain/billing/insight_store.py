"""Usage rolled up, and what moved the funds, as people look at them: of a partner, a client or a channel."""

from datetime import date, datetime
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.billing.model import Currency, Granularity

MOST_CHANNELS = 1000
PAGE_SIZE = 50
# $2 and $3 the days, the second not among them; $4 a client, $5 a channel, empty for all.
WHERE = (
    " WHERE u.partner_id = $1 AND u.day >= $2 AND u.day < $3"
    " AND ($4 = '' OR u.client_id = $4) AND ($5 = '' OR u.channel_id = $5)"
)
SUMS = "sum(u.quantity)::bigint AS quantity, sum(u.paid_quantity)::bigint AS paid_quantity, sum(u.price) AS price"


class Slice(msgspec.Struct, frozen=True, kw_only=True):
    """Days from `since` on and before `until`. `client_id` and `channel_id` are empty for all."""

    since: date
    until: date
    client_id: str = ""
    channel_id: str = ""


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """Of one day or month, category and currency."""

    start: date
    category: str
    currency: Currency
    quantity: int
    paid_quantity: int
    price: Decimal


class OfChannel(msgspec.Struct, frozen=True, kw_only=True):
    channel_id: str
    phone_number: str
    client_id: str
    client_name: str
    currency: Currency
    quantity: int
    paid_quantity: int
    price: Decimal


class Funds(msgspec.Struct, frozen=True, kw_only=True):
    """`client_id` and `client_name` are empty for the partner's own. Messages are refused since `stopped_at`."""

    client_id: str
    client_name: str
    currency: Currency
    balance: Decimal
    stopped_at: datetime | None


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: funding, renewal, charge or refund. A charge is of a channel's `day`."""

    id: int
    at: datetime
    client_id: str
    client_name: str
    currency: Currency
    kind: str
    amount: Decimal
    phone_number: str | None
    day: date | None


class Price(msgspec.Struct, frozen=True, kw_only=True):
    """Of one delivered message. `market`: a country, a region, or the rest of the world."""

    market: str
    category: str
    currency: Currency
    price: Decimal


async def points(db: Db, partner_id: str, asked: Slice, granularity: Granularity) -> list[Point]:
    rows = await db.fetch(
        f"SELECT date_trunc($6, u.day::timestamp)::date AS start, u.category, u.currency, {SUMS} FROM usage_day u{WHERE}"
        " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        partner_id, asked.since, asked.until, asked.client_id, asked.channel_id, granularity,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Point) for row in rows]


async def by_channel(db: Db, partner_id: str, asked: Slice) -> list[OfChannel]:
    """At most MOST_CHANNELS, those with the most messages first."""
    rows = await db.fetch(
        "SELECT s.*, ch.phone_number, c.name AS client_name FROM ("
        f"   SELECT u.channel_id, u.client_id, u.currency, {SUMS} FROM usage_day u{WHERE} GROUP BY 1, 2, 3"
        "   ORDER BY quantity DESC, u.channel_id LIMIT $6) s"
        " JOIN channel ch ON ch.partner_id = $1 AND ch.id = s.channel_id"
        " JOIN client c ON c.partner_id = $1 AND c.id = s.client_id ORDER BY s.quantity DESC, s.channel_id",
        partner_id, asked.since, asked.until, asked.client_id, asked.channel_id, MOST_CHANNELS,
    )  # fmt: skip
    return [msgspec.convert(dict(row), OfChannel) for row in rows]


async def funds(db: Db, partner_id: str, client_id: str | None = None) -> list[Funds]:
    """All accounts, those that are used up and the lowest first; of one client if given. At most MOST_CHANNELS."""
    rows = await db.fetch(
        "SELECT a.client_id, coalesce(c.name, '') AS client_name, a.currency, a.balance, a.stopped_at FROM funds_account a"
        " LEFT JOIN client c ON c.partner_id = a.partner_id AND c.id = a.client_id"
        " WHERE a.partner_id = $1 AND ($2::text IS NULL OR a.client_id = $2)"
        " ORDER BY a.stopped_at IS NULL, a.balance, a.client_id LIMIT $3",
        partner_id, client_id, MOST_CHANNELS,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Funds) for row in rows]


async def movements(
    db: Db, partner_id: str, *, client_id: str | None, channel_id: str = "", before: int | None, limit: int = PAGE_SIZE
) -> list[Movement]:
    """Newest first, older than the movement `before`; of one client, of one channel if given."""
    rows = await db.fetch(
        "SELECT m.id, m.at, m.client_id, coalesce(c.name, '') AS client_name, m.currency, m.kind, m.amount, ch.phone_number,"
        " m.day FROM funds_movement m LEFT JOIN client c ON c.partner_id = m.partner_id AND c.id = m.client_id"
        " LEFT JOIN channel ch ON ch.partner_id = m.partner_id AND ch.id = m.channel_id"
        " WHERE m.partner_id = $1 AND ($2::text IS NULL OR m.client_id = $2) AND ($3 = '' OR m.channel_id = $3)"
        " AND m.id < coalesce($4::bigint, 9223372036854775807) ORDER BY m.id DESC LIMIT $5",
        partner_id, client_id, channel_id, before, limit,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Movement) for row in rows]


async def rate_card(db: Db) -> list[Price]:
    """The installation's own prices: they are of no one partner."""
    rows = await db.fetch("SELECT market, category, currency, price FROM rate_card ORDER BY market, category, currency")
    return [msgspec.convert(dict(row), Price) for row in rows]
