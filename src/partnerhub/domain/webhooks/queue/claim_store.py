"""Taking deliveries in hand, by a lease. The statements are shaped as those of `due_store`, for the same reason."""

from collections.abc import Sequence

from partnerhub.db.pool import Db, Row
from partnerhub.domain.webhooks.queue.model import Claimed, Wanted

# A claim begins where the look found the first that is due: before it lies only what was settled.
# The cap on what is in flight is kept here: what another worker holds of the endpoint counts too. ORDER BY: else a plan
# may read all that is owed to the endpoint, through the primary key.
HELD_LANE = """
            SELECT 1 FROM (
                SELECT h.ctid FROM delivery h WHERE h.partner_id = w.partner_id AND h.endpoint_id = w.endpoint_id
                AND h.lane = {} AND h.next_at > now() AND h.next_at <= now() + $5::float8 * interval '1 second'
                AND h.claim_id IS NOT NULL ORDER BY h.next_at LIMIT w.most) one
"""
HELD = f"""
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS n FROM (
            {" UNION ALL ".join(HELD_LANE.format(lane) for lane in (0, 1, 2))} LIMIT w.most) held) held
"""
LANE = """
        SELECT one.row FROM (
            SELECT d.ctid AS row FROM delivery d
            WHERE d.partner_id = w.partner_id AND d.endpoint_id = w.endpoint_id AND d.lane = {} AND d.next_at >= w.since
            AND d.next_at <= now() ORDER BY d.next_at LIMIT least(w.room, w.most - held.n)
            FOR UPDATE SKIP LOCKED) one
"""
TAKE = """
), claimed AS (
    UPDATE delivery d
    SET next_at = now() + $5::float8 * interval '1 second', attempt = d.attempt + 1, claim_id = $6
    WHERE d.ctid = ANY (ARRAY(SELECT row FROM picked))
    RETURNING d.partner_id, d.endpoint_id, d.event_id, d.attempt
)
SELECT c.partner_id, c.endpoint_id, c.event_id, c.attempt, e.type, e.client_id, e.channel_id, e.body
FROM claimed c LEFT JOIN LATERAL (
    SELECT type, client_id, channel_id, body FROM event WHERE partner_id = c.partner_id AND id = c.event_id LIMIT 1) e ON true
"""
CLAIM = f"""
WITH picked AS MATERIALIZED (
    SELECT d.row
    FROM unnest($1::text[], $2::bigint[], $3::int[], $4::int[], $7::timestamptz[])
    AS w(partner_id, endpoint_id, room, most, since)
    {HELD}
    CROSS JOIN LATERAL (
        {LANE.format(0)} UNION ALL {LANE.format(1)} LIMIT least(w.room, w.most - held.n)) d
{TAKE}
"""

# Walks from bucket to bucket, at most $8 of them from behind $7: what waits behind a bucket's first row is never read.
# The lock looks again whether that row is due: another worker may have taken it since. A row that says where the walk
# came to has no event.
CLAIM_IN_ORDER = f"""
WITH RECURSIVE wanted AS (
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::int[], $4::int[], $7::text[])
    AS w(partner_id, endpoint_id, room, most, after)
), first AS (
    SELECT w.partner_id, w.endpoint_id, f.bucket, f.row, f.next_at, 1 AS nth FROM wanted w CROSS JOIN LATERAL (
        SELECT d.bucket, d.ctid AS row, d.next_at FROM delivery d WHERE d.partner_id = w.partner_id
        AND d.endpoint_id = w.endpoint_id AND d.bucket <> '' AND d.bucket > w.after ORDER BY d.bucket, d.seq LIMIT 1) f
    UNION ALL
    SELECT o.partner_id, o.endpoint_id, f.bucket, f.row, f.next_at, o.nth + 1 FROM first o CROSS JOIN LATERAL (
        SELECT d.bucket, d.ctid AS row, d.next_at FROM delivery d WHERE d.partner_id = o.partner_id
        AND d.endpoint_id = o.endpoint_id AND d.bucket <> '' AND d.bucket > o.bucket ORDER BY d.bucket, d.seq LIMIT 1) f
    WHERE o.nth < $8::int
), picked AS MATERIALIZED (
    SELECT d.row FROM wanted w
    {HELD}
    CROSS JOIN LATERAL (
        SELECT d.ctid AS row FROM delivery d WHERE d.next_at <= now() AND d.ctid = ANY (ARRAY(
            SELECT f.row FROM first f WHERE f.partner_id = w.partner_id AND f.endpoint_id = w.endpoint_id
            AND f.next_at <= now() ORDER BY f.next_at LIMIT least(w.room, w.most - held.n)))
        FOR UPDATE SKIP LOCKED) d
{TAKE}
UNION ALL SELECT partner_id, endpoint_id, NULL, 0, bucket, NULL, NULL, NULL FROM first WHERE nth = $8::int
"""


async def claim(db: Db, wanted: Sequence[Wanted], *, claim_id: int, lease: float) -> list[Claimed]:
    """Take due deliveries in hand for `lease` seconds: those that keep no order, live ones first."""
    since = [one.endpoint.loose for one in wanted]
    rows = await db.fetch(CLAIM, *_columns(wanted), lease, claim_id, since)
    return [_claimed(row, claim_id) for row in rows]


async def claim_in_order(
    db: Db, wanted: Sequence[Wanted], after: Sequence[str], *, claim_id: int, lease: float, most: int
) -> tuple[list[Claimed], dict[int, str]]:
    """The same of those that keep an order: only the first of each bucket, in at most `most` buckets from behind `after`.

    Also the bucket that was reached, by endpoint; an endpoint without one has no more buckets.
    """
    rows = await db.fetch(CLAIM_IN_ORDER, *_columns(wanted), lease, claim_id, after, most)
    reached = {row[1]: row[4] for row in rows if row[2] is None}
    return [_claimed(row, claim_id) for row in rows if row[2] is not None], reached


def _columns(wanted: Sequence[Wanted]) -> tuple[list[str], list[int], list[int], list[int]]:
    return (
        [one.endpoint.partner_id for one in wanted],
        [one.endpoint.id for one in wanted],
        [one.room for one in wanted],
        [one.most for one in wanted],
    )


def _claimed(row: Row, claim_id: int) -> Claimed:
    partner, endpoint, event, attempt, type_, client, channel, body = row
    return Claimed(partner, endpoint, event, claim_id, attempt, type_ or "", client, channel, body)
