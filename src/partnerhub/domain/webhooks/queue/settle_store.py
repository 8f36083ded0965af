"""Writing down what came of attempts."""

from collections.abc import Sequence
from typing import Any

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.queue.model import Settled

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
INSERT INTO attempt (partner_id, endpoint_id, event_id, claim_id, attempt, type, client_id, channel_id, outcome, status,
                     error, answer, ms)
SELECT partner_id, endpoint_id, event_id, claim_id, attempt, type, client_id, channel_id, outcome, status, error, answer, ms
FROM said s WHERE NOT ($15 AND EXISTS (
    SELECT 1 FROM attempt a WHERE a.partner_id = s.partner_id AND a.event_id = s.event_id
    AND a.endpoint_id = s.endpoint_id AND a.claim_id = s.claim_id))
"""


async def settle(db: Db, batch: Sequence[Settled], *, again: bool = False) -> None:
    """Write what came of each attempt, and strike out what is no longer owed, in one statement.

    `again`: it was tried before, and nobody knows whether it was done: what is in the log already is not logged twice.
    """
    columns: list[list[Any]] = [[] for _ in range(14)]
    for one in batch:
        claimed = one.claimed
        row = (
            claimed.partner_id, claimed.endpoint_id, claimed.event_id, claimed.claim_id, claimed.attempt, claimed.type,
            claimed.client_id, claimed.channel_id, one.outcome, one.delay, one.status, one.error, one.answer, one.ms,
        )  # fmt: skip
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    await db.execute(SETTLE, *columns, again)
