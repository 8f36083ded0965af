"""Letters in the database."""

import uuid
from datetime import datetime, timedelta

from partnerhub.db.pool import Db, Row

KEPT = timedelta(days=30)  # who was written to and about what; the text goes when it is sent
ADD = """
INSERT INTO letter (partner_id, id, recipient, subject, body, created_at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $6)
"""
CLAIM = """
WITH due AS (
    SELECT partner_id, id FROM letter WHERE due_at <= $2 ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED
)
UPDATE letter l SET claim = $1, due_at = $2 + $3, attempts = attempts + 1
FROM due WHERE l.partner_id = due.partner_id AND l.id = due.id
RETURNING l.partner_id, l.id, l.recipient, l.subject, l.body, l.attempts, l.claim
"""
SETTLE = """
UPDATE letter SET claim = NULL, sent_at = $4, due_at = $5, body = CASE WHEN $5::timestamptz IS NULL THEN NULL ELSE body END
WHERE partner_id = $1 AND id = $2 AND claim = $3
"""


async def add(
    db: Db, partner_id: str, letter_id: str, recipient: str, subject: str, body: bytes, *, now: datetime
) -> None:
    await db.execute(ADD, partner_id, letter_id, recipient, subject, body, now)


async def claim(db: Db, *, claim: uuid.UUID, now: datetime, lease: timedelta, limit: int) -> list[Row]:
    """Letters of every partner, taken in hand: the worker has no tenant."""
    return await db.fetch(CLAIM, claim, now, lease, limit)


async def settle(
    db: Db, partner_id: str, letter_id: str, claim: uuid.UUID, *, sent: datetime | None, due: datetime | None
) -> None:
    """Sent, or due once more, or given up; nothing when another worker has it by now."""
    await db.execute(SETTLE, partner_id, letter_id, claim, sent, due)


async def prune(db: Db, *, now: datetime) -> None:
    """Letters of every partner that were sent or given up long ago."""
    await db.execute("DELETE FROM letter WHERE due_at IS NULL AND created_at < $1", now - KEPT)
