"""What waits, over all partners."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.schedule import BUSY
from partnerhub.domain.webhooks.standing.rules import OPEN_FOR

COUNTED = 10_000  # deliveries of one endpoint; more cost too much to count every few seconds
HEADS = 1_000  # deliveries of one endpoint that keeps an order, looked through for those that may go
PROBED_WITHIN = OPEN_FOR + 15  # seconds between two probes: the pause, a lease, and something to spare
FURTHEST = OPEN_FOR + 5  # seconds that a breaker's pause can lie ahead
LAST = 8  # attempts of a failing endpoint that are looked through for a word of its own

# From endpoint to endpoint as the queue's own walk. What was sent again may wait; of what keeps an order only the first
# of each bucket is due. An open breaker lets one go when its pause is over, so lateness begins there; but a breaker is
# stuck whose pause is longer than any is, or whose probes never come to an end: what waits for it is late as any other.
# A receiver that said itself until when it is busy is believed.
MEASURE = f"""
WITH RECURSIVE owed AS (
    (SELECT partner_id, endpoint_id FROM delivery ORDER BY partner_id, endpoint_id LIMIT 1)
    UNION ALL
    SELECT n.partner_id, n.endpoint_id FROM owed o CROSS JOIN LATERAL (
        SELECT d.partner_id, d.endpoint_id FROM delivery d
        WHERE (d.partner_id, d.endpoint_id) > (o.partner_id, o.endpoint_id)
        ORDER BY d.partner_id, d.endpoint_id LIMIT 1) n
), each AS (
    SELECT o.partner_id, o.endpoint_id, n.owed,
        CASE WHEN e.url IS NULL OR e.disabled_at IS NOT NULL THEN 'parked' WHEN s.stuck THEN 'open'
             WHEN e.paused_until > now() THEN 'throttled' ELSE 'open' END AS state,
        CASE WHEN w.oldest <= now() THEN extract(epoch FROM now() - greatest(
            w.oldest, CASE WHEN e.paused_until <= now() AND s.stuck IS NOT true THEN e.paused_until END)) END AS late
    FROM owed o
    CROSS JOIN LATERAL (SELECT url, disabled_at, paused_until, standing FROM endpoint
                        WHERE partner_id = o.partner_id AND id = o.endpoint_id LIMIT 1) e
    CROSS JOIN LATERAL (
        SELECT NOT bool_or(a.status = ANY ('{{{",".join(map(str, BUSY))}}}')) AND (
            max(a.at) < now() - interval '{PROBED_WITHIN} seconds'
            OR e.paused_until > now() + interval '{FURTHEST} seconds') AS stuck
        FROM (SELECT at, status FROM attempt WHERE e.standing = 'failing' AND partner_id = o.partner_id
              AND endpoint_id = o.endpoint_id ORDER BY at DESC, id DESC LIMIT {LAST}) a) s
    CROSS JOIN LATERAL (SELECT count(*) AS owed FROM (
        SELECT 1 FROM delivery WHERE partner_id = o.partner_id AND endpoint_id = o.endpoint_id LIMIT {COUNTED}) c) n
    CROSS JOIN LATERAL (SELECT least(
        (SELECT next_at FROM delivery WHERE partner_id = o.partner_id AND endpoint_id = o.endpoint_id AND lane = 0
         ORDER BY next_at LIMIT 1),
        (SELECT min(h.next_at) FROM (
            SELECT DISTINCT ON (bucket) bucket, next_at FROM (
                SELECT bucket, seq, next_at FROM delivery
                WHERE partner_id = o.partner_id AND endpoint_id = o.endpoint_id AND bucket <> ''
                ORDER BY bucket, seq LIMIT {HEADS}) first ORDER BY bucket, seq) h)) AS oldest) w
)
SELECT s.state, coalesce(sum(owed), 0)::bigint AS owed, coalesce(max(late), 0)::float8 AS oldest,
    (array_agg(partner_id ORDER BY late DESC NULLS LAST))[1] AS partner_id,
    (array_agg(endpoint_id ORDER BY late DESC NULLS LAST))[1] AS endpoint_id, now() AS looked_at
FROM unnest('{{open,throttled,parked}}'::text[]) AS s(state) LEFT JOIN each ON each.state = s.state GROUP BY s.state
"""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """`owed`: deliveries, of each endpoint at most COUNTED. `oldest`: seconds that what is due has waited; and whose that is.

    `looked_at`: by the database's clock.
    """

    owed: int
    oldest: float
    partner_id: str | None
    endpoint_id: int | None
    looked_at: datetime


async def measure(db: Db) -> dict[str, Waiting]:
    """Of all partners: by `open`, `throttled` (their endpoint is paused) and `parked` (it is disabled, or has no URL)."""
    rows = [dict(row) for row in await db.fetch(MEASURE)]
    return {row.pop("state"): msgspec.convert(row, Waiting) for row in rows}
