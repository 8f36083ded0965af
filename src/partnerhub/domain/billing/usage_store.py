"""Usage and prices in the database."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.billing.model import Currency, Period, UsageRow
from partnerhub.domain.billing.store import Charge


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Messages that differ in nothing that matters here. `country` is ISO 3166, ZZ if unknown."""

    partner_id: str
    channel_id: str
    client_id: str
    waba_id: str
    day: date
    category: str
    country: str
    pricing_type: str
    quantity: int
    paid_quantity: int


class PricePoint(msgspec.Struct, frozen=True, kw_only=True):
    """Of one day or month, country, category and pricing type."""

    start: date
    country: str
    category: str
    pricing_type: str
    quantity: int
    price: Decimal


async def add(db: Db, lines: Sequence[Line]) -> list[Charge]:
    """Of many partners at once: the worker meters for all. What it costs those who have an account.

    Priced by the card of now, in the currency of the account that pays, else of the WABA.
    """
    rows = await db.fetch(
        "WITH line AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::text[],"
        "   $7::text[], $8::text[], $9::bigint[], $10::bigint[]) AS l (partner_id, channel_id, client_id, waba_id, day,"
        "   category, country, pricing_type, quantity, paid_quantity)),"
        " priced AS (SELECT l.*, m.currency, f.client_id AS payer,"
        "   l.paid_quantity * price_of(l.category, l.country, m.currency) AS price"
        "   FROM line l JOIN waba w ON w.partner_id = l.partner_id AND w.id = l.waba_id"
        "   LEFT JOIN LATERAL funds_of(l.partner_id, l.client_id, billed_in(w.currency)) f ON true"
        "   CROSS JOIN LATERAL (SELECT coalesce(f.currency, billed_in(w.currency)) AS currency) m),"
        " counted AS (INSERT INTO usage_day AS u (partner_id, channel_id, client_id, day, category, country, pricing_type,"
        "   currency, quantity, paid_quantity, price)"
        "   SELECT partner_id, channel_id, client_id, day, category, country, pricing_type, currency, quantity,"
        "   paid_quantity, price FROM priced"
        "   ON CONFLICT (partner_id, channel_id, day, category, country, pricing_type, currency) DO UPDATE"
        "   SET quantity = u.quantity + excluded.quantity, paid_quantity = u.paid_quantity + excluded.paid_quantity,"
        "   price = u.price + excluded.price)"
        " SELECT partner_id, payer, currency, channel_id, day, sum(price) AS price FROM priced"
        " WHERE payer IS NOT NULL GROUP BY partner_id, payer, currency, channel_id, day HAVING sum(price) > 0",
        *([getattr(one, name) for one in lines] for name in Line.__struct_fields__),
    )
    return [msgspec.convert(dict(row), Charge) for row in rows]


async def of_client(
    db: Db,
    partner_id: str,
    client_id: str,
    *,
    currency: Currency,
    period: Period,
    channel_id: str | None,
    app_ids: list[str] | None,
) -> list[UsageRow]:
    """Of the client's channels, of that one or of those apps alone if given; prices in `currency` only."""
    rows = await db.fetch(
        "SELECT date_trunc($6, u.day::timestamp)::date AS start, u.category, u.pricing_type, sum(u.quantity)::bigint AS quantity,"
        " sum(u.paid_quantity)::bigint AS paid_quantity, coalesce(sum(u.price) FILTER (WHERE u.currency = $3), 0) AS price"
        " FROM usage_day u WHERE u.partner_id = $1 AND u.client_id = $2 AND u.day >= $4 AND u.day < $5"
        " AND ($8::text IS NULL OR u.channel_id = $8)"
        " AND ($7::text[] IS NULL OR u.channel_id IN (SELECT ch.id FROM channel ch WHERE ch.partner_id = $1"
        "   AND ch.client_id = $2 AND ch.app_id = ANY($7)))"
        " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        partner_id, client_id, currency, period.since, period.until, period.granularity, app_ids, channel_id,
    )  # fmt: skip
    return [msgspec.convert(dict(row), UsageRow) for row in rows]


async def of_channel(
    db: Db, partner_id: str, channel_id: str, *, currency: Currency, period: Period, countries: list[str] | None
) -> list[PricePoint]:
    """By country; prices in `currency` only."""
    rows = await db.fetch(
        "SELECT date_trunc($6, day::timestamp)::date AS start, country, category, pricing_type,"
        " sum(quantity)::bigint AS quantity, coalesce(sum(price) FILTER (WHERE currency = $3), 0) AS price"
        " FROM usage_day WHERE partner_id = $1 AND channel_id = $2 AND day >= $4 AND day < $5"
        " AND ($7::text[] IS NULL OR country = ANY($7)) GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        partner_id, channel_id, currency, period.since, period.until, period.granularity, countries,
    )  # fmt: skip
    return [msgspec.convert(dict(row), PricePoint) for row in rows]
