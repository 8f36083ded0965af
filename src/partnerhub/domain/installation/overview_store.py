"""What waits, what failed, and how large it is: asked when the operator looks, of all partners."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.watch import Waiting
from partnerhub.domain.webhooks.watch.store import measure

MOST = 20
# By the index of each partner: a minute of a busy day is not looked for in all of it.
RATES = """
SELECT coalesce(sum(a.delivered), 0)::bigint AS delivered, coalesce(sum(a.failed), 0)::bigint AS failed
FROM partner p CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE outcome = 'delivered') AS delivered, count(*) FILTER (WHERE outcome <> 'delivered') AS failed
    FROM attempt WHERE partner_id = p.id AND at > now() - interval '1 minute') a
"""
COUNTS = """
SELECT (SELECT count(*) FROM partner) AS partners, (SELECT count(*) FROM partner WHERE disabled_at IS NOT NULL) AS disabled,
    (SELECT count(*) FROM letter WHERE due_at IS NOT NULL) AS letters_waiting,
    (SELECT count(*) FROM letter WHERE due_at IS NULL AND sent_at IS NULL) AS letters_given_up,
    (SELECT count(*) FROM onboarding_signup WHERE due_at IS NOT NULL) AS signups_under_way,
    (SELECT count(*) FROM audit_unsealed) AS lines_unsealed,
    pg_database_size(current_database()) AS bytes, current_setting('server_version') AS version
"""
# A partitioned table with all of its partitions is one line.
TABLES = """
SELECT root.relname AS name, sum(pg_total_relation_size(part.oid))::bigint AS bytes, count(*) - 1 AS partitions
FROM pg_class root
CROSS JOIN LATERAL (
    SELECT root.oid UNION ALL SELECT inhrelid FROM pg_inherits WHERE inhparent = root.oid) part
WHERE root.relnamespace = 'public'::regnamespace AND root.relkind IN ('r', 'p') AND NOT root.relispartition
GROUP BY root.relname ORDER BY 2 DESC LIMIT 12
"""


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    name: str
    detail: str


class Rates(msgspec.Struct, frozen=True):
    """Attempts of the last minute."""

    delivered: int
    failed: int


class Table(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    bytes: int
    partitions: int


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    partners: int
    disabled: int
    letters_waiting: int
    letters_given_up: int
    signups_under_way: int
    lines_unsealed: int
    bytes: int
    version: str


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """`waiting`: by open, throttled, parked (see webhooks.watch)."""

    waiting: dict[str, Waiting]
    rates: Rates
    counts: Counts
    tables: list[Table]
    alerts: list[Alert]


async def look(db: Db) -> Overview:
    """Of the installation."""
    alerts = await db.fetch("SELECT at, name, detail FROM operator_alert ORDER BY id DESC LIMIT $1", MOST)
    rates, counts = await db.fetchrow(RATES), await db.fetchrow(COUNTS)
    return Overview(
        waiting=await measure(db),
        rates=msgspec.convert(dict(rates or {}), Rates),
        counts=msgspec.convert(dict(counts or {}), Counts),
        tables=[Table(**row) for row in await db.fetch(TABLES)],
        alerts=[Alert(**row) for row in alerts],
    )
