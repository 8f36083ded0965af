"""Owing one chunk of events once more, in one statement and in the transaction that moves the replay on.

Events are read by id from where the replay has come to, and chosen afterwards: a chunk costs the same whatever is wanted.
Each goes to its endpoint of today, as when it came. `DO NOTHING`, and then a lock that skips: a worker that settles
locks its rows in an order of its own, and must not wait for ours while we wait for its.
"""

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.replays.model import Replay

TRIED = """
    EXISTS (SELECT 1 FROM attempt a WHERE a.partner_id = $1 AND a.event_id = l.id
            AND a.at >= l.created_at - interval '5 minutes' AND ($7::bigint IS NULL OR a.endpoint_id = $7) {})
"""
AT_ENDPOINTS = """
    EXISTS (SELECT 1 FROM endpoint e JOIN {} x ON x.partner_id = e.partner_id AND x.endpoint_id = e.id AND x.event_id = l.id
            WHERE e.partner_id = $1 AND ($7::bigint IS NULL OR e.id = $7) AND (e.kind, e.owner_id) IN
                (('partner', $1), ('waba', l.waba_id), ('channel', l.channel_id), ('destination', l.channel_id)) {})
"""
WAITS, GIVEN_UP = AT_ENDPOINTS.format("delivery", ""), AT_ENDPOINTS.format("failed_delivery", "")
CHUNK = f"""
WITH looked AS MATERIALIZED (
    SELECT id, audience, type, client_id, waba_id, channel_id, created_at FROM event
    WHERE partner_id = $1 AND id > $2 AND id < $3 ORDER BY id LIMIT $4
), chosen AS MATERIALIZED (
    SELECT l.* FROM looked l
    WHERE ($5::text IS NULL OR l.type = $5) AND ($8::text IS NULL OR l.client_id = $8)
    AND ($9::text IS NULL OR l.channel_id = $9)
    AND CASE $6::text
        WHEN 'delivered' THEN {TRIED.format("AND a.outcome = 'delivered'")}
        WHEN 'waiting' THEN {WAITS}
        WHEN 'exhausted' THEN {AT_ENDPOINTS.format("failed_delivery", "AND x.fault = 'exhausted'")}
        WHEN 'dead' THEN {AT_ENDPOINTS.format("failed_delivery", "AND x.fault = 'dead'")}
        WHEN 'no_endpoint' THEN NOT ({TRIED.format("")} OR {WAITS} OR {GIVEN_UP})
        ELSE true END
), routed AS MATERIALIZED (
    SELECT c.id, c.channel_id, t.id AS endpoint_id, t.fifo, t.followed FROM chosen c LEFT JOIN LATERAL (
        SELECT e.id, e.fifo, e.kind <> 'destination' AND EXISTS (
            SELECT 1 FROM endpoint o WHERE o.partner_id = $1 AND o.kind = 'channel' AND o.owner_id = c.channel_id
            AND c.audience = 'channel' AND o.multi_webhook) AS followed
        FROM endpoint e WHERE e.partner_id = $1 AND e.url IS NOT NULL AND (
            (c.audience = 'partner' AND e.kind = 'partner' AND e.owner_id = $1)
            OR (c.audience = 'channel' AND ((e.kind = 'waba' AND e.owner_id = c.waba_id)
                OR (e.kind = 'channel' AND e.owner_id = c.channel_id)
                OR (e.kind = 'destination' AND e.owner_id = c.channel_id AND e.id = $7))))
        ORDER BY e.kind = 'destination' DESC, (e.kind = 'waba' AND e.override_all) DESC, e.kind = 'channel' DESC LIMIT 1) t
        ON true
    WHERE $7::bigint IS NULL OR t.id = $7
), owed AS (
    INSERT INTO delivery (partner_id, endpoint_id, event_id, bucket, followed, replayed)
    SELECT $1, endpoint_id, id, CASE WHEN fifo THEN coalesce(channel_id, '-') ELSE '' END, followed, true
    FROM routed WHERE endpoint_id IS NOT NULL ORDER BY id ON CONFLICT DO NOTHING RETURNING 1
), reopened AS (
    DELETE FROM failed_delivery f USING routed r
    WHERE f.partner_id = $1 AND f.endpoint_id = r.endpoint_id AND f.event_id = r.id
), due AS (
    UPDATE delivery d SET next_at = now() WHERE d.ctid = ANY (ARRAY(
        SELECT w.ctid FROM routed r JOIN delivery w ON w.partner_id = $1 AND w.endpoint_id = r.endpoint_id
        AND w.event_id = r.id WHERE w.claim_id IS NULL AND w.next_at > now() FOR UPDATE OF w SKIP LOCKED))
)
SELECT (SELECT max(id) FROM looked), (SELECT count(*) FROM looked), (SELECT count(*) FROM owed),
       (SELECT count(*) FROM routed WHERE endpoint_id IS NOT NULL),
       (SELECT count(*) FROM routed WHERE endpoint_id IS NULL)
"""


async def owe(
    db: Db, partner_id: str, replay: Replay, until: str, most: int
) -> tuple[str | None, tuple[int, int, int, int]]:
    """The last event looked at, and how many: looked at, owed, owed already, without an endpoint. `until`: an event's id."""
    wanted = (replay.type, replay.status, replay.endpoint_id, replay.client_id, replay.channel_id)
    row = await db.fetchrow(CHUNK, partner_id, replay.reached, until, most, *wanted)
    assert row is not None  # noqa: S101 — a SELECT of counts
    reached, looked, owed, routed, without = row
    return reached, (looked, owed, routed - owed, without)
