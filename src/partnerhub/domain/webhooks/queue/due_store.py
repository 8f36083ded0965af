"""Which endpoints have something due, and who may try a failing one."""

from collections.abc import Sequence

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.queue.model import DueEndpoint

# The statements below are shaped so that no plan but the one through the indexes is possible, whatever the statistics
# say: a queue is empty when it is analysed and long when it matters. LATERAL with LIMIT: one probe for each row;
# `ctid = ANY (ARRAY(…))`: the rows themselves, already found and locked.

# Walks from endpoint to endpoint through the index, one probe each: rows parked on a dead endpoint cost nothing.
WALK = """
WITH RECURSIVE walked AS (
    (SELECT partner_id, endpoint_id FROM delivery WHERE (partner_id, endpoint_id) > ($1, $2)
     ORDER BY partner_id, endpoint_id LIMIT 1)
    UNION ALL
    SELECT n.partner_id, n.endpoint_id FROM walked o CROSS JOIN LATERAL (
        SELECT d.partner_id, d.endpoint_id FROM delivery d
        WHERE (d.partner_id, d.endpoint_id) > (o.partner_id, o.endpoint_id)
        ORDER BY d.partner_id, d.endpoint_id LIMIT 1) n
), owed AS (SELECT partner_id, endpoint_id, '-infinity'::timestamptz AS floor FROM walked)
"""
# Of each lane of an endpoint the first that is due: what was settled before and cannot be cleared away is passed over once.
OLDEST = """
    SELECT least(
        (SELECT d.next_at FROM delivery d WHERE d.partner_id = o.partner_id AND d.endpoint_id = o.endpoint_id
         AND d.lane = 0 AND d.next_at >= o.floor AND d.next_at <= now() ORDER BY d.next_at LIMIT 1),
        (SELECT d.next_at FROM delivery d WHERE d.partner_id = o.partner_id AND d.endpoint_id = o.endpoint_id
         AND d.lane = 1 AND d.next_at >= o.floor AND d.next_at <= now() ORDER BY d.next_at LIMIT 1)) AS loose,
        (SELECT d.next_at FROM delivery d WHERE d.partner_id = o.partner_id AND d.endpoint_id = o.endpoint_id
         AND d.lane = 2 AND d.next_at >= o.floor AND d.next_at <= now() ORDER BY d.next_at LIMIT 1) AS ordered
    OFFSET 0
"""
THOSE_DUE = f"""
SELECT o.partner_id, o.endpoint_id, e.url, e.headers, p.platform_secret, p.previous_platform_secret,
       p.previous_secret_ends_at,
       CASE e.standing WHEN 'failing' THEN 1 ELSE e.max_in_flight END, e.failures, e.standing, d.loose, d.ordered
FROM owed o
CROSS JOIN LATERAL (
    SELECT url, headers, max_in_flight, failures, standing FROM endpoint
    WHERE partner_id = o.partner_id AND id = o.endpoint_id
    AND url IS NOT NULL AND disabled_at IS NULL AND paused_until <= now() LIMIT 1) e
CROSS JOIN LATERAL ({OLDEST}) d
CROSS JOIN LATERAL (
    SELECT platform_secret, previous_platform_secret, previous_secret_ends_at FROM partner
    WHERE id = o.partner_id LIMIT 1) p
WHERE d.loose IS NOT NULL OR d.ordered IS NOT NULL
"""
DUE = f"{WALK} {THOSE_DUE} LIMIT $3"

# The one probe of an open breaker is a lease on the endpoint: a worker that dies with it gives it back.
PROBE = """
UPDATE endpoint e SET paused_until = now() + $3::float8 * interval '1 second'
FROM unnest($1::text[], $2::bigint[]) AS w(partner_id, id)
WHERE e.partner_id = w.partner_id AND e.id = w.id AND e.standing = 'failing' AND e.paused_until <= now()
RETURNING e.id
"""


async def due(db: Db, after: tuple[str, int], most: int) -> list[DueEndpoint]:
    """At most `most` endpoints with something due, in the order of their keys, from behind `after`."""
    return [DueEndpoint(*row) for row in await db.fetch(DUE, *after, most)]


async def probing(db: Db, failing: Sequence[DueEndpoint], lease: float) -> set[int]:
    """Those of the endpoints, whosever they are, that this worker and no other may try once within `lease` seconds."""
    rows = await db.fetch(PROBE, [one.partner_id for one in failing], [one.id for one in failing], lease)
    return {row[0] for row in rows}
