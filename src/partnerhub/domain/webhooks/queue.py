"""The deliveries that are owed, for the worker: what is due, claim, settle. All partners' rows, hence no tenant.

Times are the database's own clock, so that workers on several machines agree on leases.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.schedule import CLAIMS, Outcome
from partnerhub.domain.webhooks.standing.rules import Standing

OWED = "delivery_owed"  # the hint that there is something new

# The statements below are shaped so that no plan but the one through the indexes is possible, whatever the statistics
# say: a queue is empty when it is analysed and long when it matters. LATERAL with LIMIT: one probe for each row;
# `ctid = ANY (ARRAY(…))`: the rows themselves, already found and locked.

# Walks from endpoint to endpoint through the index, one probe each: rows parked on a dead endpoint cost nothing.
DUE = """
WITH RECURSIVE owed AS (
    (SELECT partner_id, endpoint_id FROM delivery WHERE (partner_id, endpoint_id) > ($1, $2)
     ORDER BY partner_id, endpoint_id LIMIT 1)
    UNION ALL
    SELECT n.partner_id, n.endpoint_id FROM owed o CROSS JOIN LATERAL (
        SELECT d.partner_id, d.endpoint_id FROM delivery d
        WHERE (d.partner_id, d.endpoint_id) > (o.partner_id, o.endpoint_id)
        ORDER BY d.partner_id, d.endpoint_id LIMIT 1) n
)
SELECT o.partner_id, o.endpoint_id, e.url, e.headers, p.platform_secret, p.previous_platform_secret,
       p.previous_secret_ends_at,
       CASE e.standing WHEN 'failing' THEN 1 ELSE e.max_in_flight END, e.failures, e.standing
FROM owed o
CROSS JOIN LATERAL (
    SELECT url, headers, max_in_flight, failures, standing FROM endpoint
    WHERE partner_id = o.partner_id AND id = o.endpoint_id
    AND url IS NOT NULL AND disabled_at IS NULL AND paused_until <= now() LIMIT 1) e
CROSS JOIN LATERAL (
    SELECT 1 FROM delivery WHERE partner_id = o.partner_id AND endpoint_id = o.endpoint_id AND next_at <= now()
    ORDER BY next_at LIMIT 1) d
CROSS JOIN LATERAL (
    SELECT platform_secret, previous_platform_secret, previous_secret_ends_at FROM partner
    WHERE id = o.partner_id LIMIT 1) p
LIMIT $3
"""

# The one probe of an open breaker is a lease on the endpoint: a worker that dies with it gives it back.
PROBE = """
UPDATE endpoint e SET paused_until = now() + $3::float8 * interval '1 second'
FROM unnest($1::text[], $2::bigint[]) AS w(partner_id, id)
WHERE e.partner_id = w.partner_id AND e.id = w.id AND e.standing = 'failing' AND e.paused_until <= now()
RETURNING e.id
"""

# The cap on what is in flight is kept here: what another worker holds of the endpoint counts too.
CLAIM = """
WITH picked AS MATERIALIZED (
    SELECT d.row
    FROM unnest($1::text[], $2::bigint[], $3::int[], $4::int[]) AS w(partner_id, endpoint_id, room, most)
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS n FROM (
            SELECT 1 FROM delivery h WHERE h.partner_id = w.partner_id AND h.endpoint_id = w.endpoint_id
            AND h.next_at > now() AND h.next_at <= now() + $5::float8 * interval '1 second' AND h.claim_id IS NOT NULL
            LIMIT w.most) held) held
    CROSS JOIN LATERAL (
        SELECT d.ctid AS row FROM delivery d
        WHERE d.partner_id = w.partner_id AND d.endpoint_id = w.endpoint_id AND d.next_at <= now()
        AND (d.bucket = '' OR NOT EXISTS (
            SELECT 1 FROM delivery b WHERE b.partner_id = d.partner_id AND b.endpoint_id = d.endpoint_id
            AND b.bucket = d.bucket AND b.bucket <> '' AND b.seq < d.seq))
        ORDER BY d.next_at LIMIT least(w.room, w.most - held.n) FOR UPDATE SKIP LOCKED) d
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

# Only the claim that still holds a delivery settles it; the attempt is logged in any case, for it was made.
SETTLE = """
WITH said AS MATERIALIZED (
    SELECT s.*, d.row, d.followed
    FROM unnest($1::text[], $2::bigint[], $3::text[], $4::bigint[], $5::smallint[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::float8[], $11::smallint[], $12::text[], $13::bytea[], $14::int[])
    AS s(partner_id, endpoint_id, event_id, claim_id, attempt, type, client_id, channel_id, outcome, delay, status, error,
         answer, ms)
    LEFT JOIN LATERAL (
        SELECT d.ctid AS row, d.followed FROM delivery d
        WHERE d.partner_id = s.partner_id AND d.endpoint_id = s.endpoint_id AND d.event_id = s.event_id
        AND d.claim_id = s.claim_id LIMIT 1 FOR UPDATE) d ON true
), gone AS (
    DELETE FROM delivery d WHERE d.ctid = ANY (ARRAY(SELECT row FROM said WHERE delay IS NULL))
), again AS (
    UPDATE delivery d SET next_at = now() + s.delay * interval '1 second', claim_id = NULL FROM said s
    WHERE d.ctid = ANY (ARRAY(SELECT row FROM said WHERE delay IS NOT NULL)) AND s.row = d.ctid
), further AS (
    INSERT INTO delivery (partner_id, endpoint_id, event_id, bucket)
    SELECT s.partner_id, x.id, s.event_id, CASE WHEN x.fifo THEN coalesce(s.channel_id, '-') ELSE '' END
    FROM said s CROSS JOIN LATERAL (
        SELECT id, fifo FROM endpoint WHERE partner_id = s.partner_id AND kind = 'destination'
        AND owner_id = s.channel_id AND url IS NOT NULL LIMIT 10) x
    WHERE s.followed AND s.outcome = 'delivered' ON CONFLICT DO NOTHING
), given_up AS (
    INSERT INTO failed_delivery (partner_id, endpoint_id, event_id, fault, attempts, error)
    SELECT partner_id, endpoint_id, event_id, outcome, attempt, error FROM said
    WHERE row IS NOT NULL AND outcome IN ('exhausted', 'dead')
    ON CONFLICT (partner_id, endpoint_id, event_id)
    DO UPDATE SET fault = excluded.fault, attempts = excluded.attempts, error = excluded.error, at = now()
)
INSERT INTO attempt (partner_id, endpoint_id, event_id, attempt, type, client_id, channel_id, outcome, status, error,
                     answer, ms)
SELECT partner_id, endpoint_id, event_id, attempt, type, client_id, channel_id, outcome, status, error, answer, ms
FROM said
"""


class DueEndpoint(msgspec.Struct, frozen=True):
    """An endpoint with deliveries that are due. `headers` and the secrets are sealed."""

    partner_id: str
    id: int
    url: str
    headers: bytes | None
    platform_secret: bytes | None
    previous_secret: bytes | None
    previous_ends_at: datetime | None
    max_in_flight: int
    failures: int
    standing: Standing

    @property
    def in_trouble(self) -> bool:
        """A success changes how it stands."""
        return self.failures > 0 or self.standing != "healthy"


class Wanted(msgspec.Struct, frozen=True):
    """Claim up to `room` deliveries, so that no more than `most` are in flight to the endpoint, over all workers."""

    endpoint: DueEndpoint
    room: int
    most: int


class Claimed(msgspec.Struct, frozen=True):
    """One delivery in a worker's hands. `attempt` counts this one. Without `body` its event is missing."""

    partner_id: str
    endpoint_id: int
    event_id: str
    claim_id: int
    attempt: int
    type: str
    client_id: str | None
    channel_id: str | None
    body: bytes | None

    @property
    def poisonous(self) -> bool:
        """Claimed again and again and never settled: whoever takes it dies."""
        return self.attempt > CLAIMS


class Settled(msgspec.Struct, frozen=True):
    """The end of one attempt. `delay`: seconds until the next one, None: nothing more is owed."""

    claimed: Claimed
    outcome: Outcome
    delay: float | None
    status: int
    error: str | None
    answer: bytes
    ms: int


async def due(db: Db, after: tuple[str, int], most: int) -> list[DueEndpoint]:
    """At most `most` endpoints with something due, in the order of their keys, from behind `after`."""
    return [DueEndpoint(*row) for row in await db.fetch(DUE, *after, most)]


async def probing(db: Db, failing: Sequence[DueEndpoint], lease: float) -> set[int]:
    """Those of the endpoints, whosever they are, that this worker and no other may try once within `lease` seconds."""
    rows = await db.fetch(PROBE, [one.partner_id for one in failing], [one.id for one in failing], lease)
    return {row[0] for row in rows}


async def claim(db: Db, wanted: Sequence[Wanted], *, claim_id: int, lease: float) -> list[Claimed]:
    """Take due deliveries in hand for `lease` seconds."""
    rows = await db.fetch(
        CLAIM,
        [one.endpoint.partner_id for one in wanted],
        [one.endpoint.id for one in wanted],
        [one.room for one in wanted],
        [one.most for one in wanted],
        lease,
        claim_id,
    )
    return [
        Claimed(partner, endpoint, event, claim_id, attempt, type_ or "", client, channel, body)
        for partner, endpoint, event, attempt, type_, client, channel, body in rows
    ]


async def settle(db: Db, batch: Sequence[Settled]) -> None:
    """Write what came of each attempt, and strike out what is no longer owed, in one statement."""
    columns: list[list[Any]] = [[] for _ in range(14)]
    for one in batch:
        claimed = one.claimed
        row = (
            claimed.partner_id, claimed.endpoint_id, claimed.event_id, claimed.claim_id, claimed.attempt, claimed.type,
            claimed.client_id, claimed.channel_id, one.outcome, one.delay, one.status, one.error, one.answer, one.ms,
        )  # fmt: skip
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    await db.execute(SETTLE, *columns)
