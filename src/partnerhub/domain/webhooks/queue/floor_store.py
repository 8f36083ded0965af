"""What is due above floors: while what was settled cannot be cleared away, it is not walked through again and again.

A floor is when the oldest of an endpoint's deliveries was due when it was looked at last. Below it lie only settled ones,
and what a transaction of more than LATE seconds brought since: that is found by a whole walk (`due_store`).
Between the endpoints with floors all others are found as there. The statements are shaped as those of `due_store`.
"""

from collections.abc import Mapping
from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.queue.due_store import OLDEST, THOSE_DUE
from partnerhub.domain.webhooks.queue.model import DueEndpoint

Key = tuple[str, int]  # partner and endpoint
LATE = 3  # seconds between the begin of a transaction, when what it owes is due, and its commit

# least(): when the database's clock is set back, what comes now is due before what was.
RISEN = f"""
SELECT o.partner_id, o.endpoint_id, coalesce(least(d.loose, d.ordered), now())
FROM (SELECT partner_id, endpoint_id, least(floor, now()) - interval '{LATE} seconds' AS floor
      FROM unnest($1::text[], $2::bigint[], $3::timestamptz[]) AS k(partner_id, endpoint_id, floor)) o
CROSS JOIN LATERAL ({OLDEST}) d
"""
# The database sorts, for the gaps between endpoints must be those of its index. Behind the last of all lies nothing.
ABOVE = f"""
WITH RECURSIVE known AS MATERIALIZED (
    SELECT * FROM unnest($4::text[], $5::bigint[], $6::timestamptz[]) AS k(partner_id, endpoint_id, floor)
    WHERE (partner_id, endpoint_id) > ($1, $2)
), gap AS MATERIALIZED (
    SELECT b.partner_id, b.endpoint_id, lead(b.partner_id, 1, l.partner_id) OVER behind AS end_partner,
           lead(b.endpoint_id, 1, 9223372036854775807) OVER behind AS end_endpoint
    FROM (SELECT $1 AS partner_id, $2 AS endpoint_id UNION ALL SELECT partner_id, endpoint_id FROM known) b
    CROSS JOIN (SELECT max(id) AS partner_id FROM partner) l
    WINDOW behind AS (ORDER BY b.partner_id, b.endpoint_id)
), walked AS (
    SELECT n.partner_id, n.endpoint_id, g.end_partner, g.end_endpoint FROM gap g CROSS JOIN LATERAL (
        SELECT d.partner_id, d.endpoint_id FROM delivery d
        WHERE (d.partner_id, d.endpoint_id) > (g.partner_id, g.endpoint_id)
        AND (d.partner_id, d.endpoint_id) < (g.end_partner, g.end_endpoint)
        ORDER BY d.partner_id, d.endpoint_id LIMIT 1) n
    UNION ALL
    SELECT n.partner_id, n.endpoint_id, o.end_partner, o.end_endpoint FROM walked o CROSS JOIN LATERAL (
        SELECT d.partner_id, d.endpoint_id FROM delivery d
        WHERE (d.partner_id, d.endpoint_id) > (o.partner_id, o.endpoint_id)
        AND (d.partner_id, d.endpoint_id) < (o.end_partner, o.end_endpoint)
        ORDER BY d.partner_id, d.endpoint_id LIMIT 1) n
), owed AS (
    SELECT partner_id, endpoint_id, floor FROM known
    UNION ALL SELECT partner_id, endpoint_id, '-infinity'::timestamptz FROM walked
)
{THOSE_DUE} ORDER BY o.partner_id, o.endpoint_id LIMIT $3
"""


async def risen(db: Db, floors: Mapping[Key, datetime]) -> dict[Key, datetime]:
    """The floors of now: when the oldest that is due became so, or now where nothing is."""
    rows = await db.fetch(RISEN, *_columns(floors))
    return {(row[0], row[1]): row[2] for row in rows}


async def due_above(db: Db, floors: Mapping[Key, datetime], after: Key, most: int) -> list[DueEndpoint]:
    """As `due`; of the endpoints in `floors`, only what is due since then."""
    return [DueEndpoint(*row) for row in await db.fetch(ABOVE, *after, most, *_columns(floors))]


def _columns(floors: Mapping[Key, datetime]) -> tuple[list[str], list[int], list[datetime]]:
    return [key[0] for key in floors], [key[1] for key in floors], list(floors.values())
