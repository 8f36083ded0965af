"""What moved an account, added up by calendar month (UTC)."""

from datetime import date
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.billing.model import Currency

MOST = 24


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """`added` by hand or by itself, `spent` on messages, `refunded`; each as it changed the balance."""

    start: date
    currency: Currency
    added: Decimal
    spent: Decimal
    refunded: Decimal


async def by_month(db: Db, partner_id: str, client_id: str) -> list[Month]:
    """Newest first, at most MOST. A day's messages count to that day's month."""
    rows = await db.fetch(
        "SELECT date_trunc('month', coalesce(m.day::timestamp, m.at AT TIME ZONE 'UTC'))::date AS start, m.currency,"
        " coalesce(sum(m.amount) FILTER (WHERE m.kind IN ('funding', 'renewal')), 0) AS added,"
        " coalesce(sum(m.amount) FILTER (WHERE m.kind = 'charge'), 0) AS spent,"
        " coalesce(sum(m.amount) FILTER (WHERE m.kind = 'refund'), 0) AS refunded"
        " FROM funds_movement m WHERE m.partner_id = $1 AND m.client_id = $2"
        " GROUP BY 1, 2 ORDER BY 1 DESC, 2 LIMIT $3",
        partner_id, client_id, MOST,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Month) for row in rows]
