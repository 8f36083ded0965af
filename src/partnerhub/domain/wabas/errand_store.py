"""What is to be read of WABAs from Meta, and when, in the database."""

from datetime import datetime
from typing import Literal

from partnerhub.db.pool import Db, Row

Kind = Literal["templates", "figures"]

WANT = """
INSERT INTO waba_errand AS e (partner_id, waba_id, kind, asked_at, due_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (partner_id, waba_id, kind)
DO UPDATE SET asked_at = excluded.asked_at, due_at = least(e.due_at, excluded.due_at)
"""
# What was asked for while Meta was being read is still owed: that reading may have been too early.
DONE = """
INSERT INTO waba_errand AS e (partner_id, waba_id, kind, done_at, due_at) VALUES ($1, $2, $3, $5, $6)
ON CONFLICT (partner_id, waba_id, kind) DO UPDATE SET done_at = $5, attempts = 0, error = NULL,
    due_at = CASE WHEN e.asked_at >= $4 THEN least(e.due_at, $6) ELSE $6 END
"""
CLAIM = """
WITH due AS (
    SELECT partner_id, waba_id, kind FROM waba_errand WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
)
UPDATE waba_errand e SET due_at = $2, attempts = attempts + 1
FROM due WHERE e.partner_id = due.partner_id AND e.waba_id = due.waba_id AND e.kind = due.kind
RETURNING e.partner_id, e.waba_id, e.kind, e.attempts, e.due_at AS leased_until
"""


async def want(db: Db, partner_id: str, waba_id: str, kind: Kind, *, now: datetime, due: datetime) -> None:
    """Read it from Meta at `due`, or before."""
    await db.execute(WANT, partner_id, waba_id, kind, now, due)


async def done(
    db: Db, partner_id: str, waba_id: str, kind: Kind, *, began: datetime, now: datetime, due: datetime
) -> None:
    """Read, by a reading that began then; again at `due`."""
    await db.execute(DONE, partner_id, waba_id, kind, began, now, due)


async def put_off(
    db: Db, partner_id: str, waba_id: str, kind: Kind, *, leased_until: datetime, until: datetime, attempts: int, error: str
) -> None:  # fmt: skip
    """An earlier time that someone wanted while Meta was asked stays."""
    await db.execute(
        "UPDATE waba_errand SET due_at = CASE WHEN due_at = $7 THEN $4 ELSE least(due_at, $4) END, attempts = $5, error = $6"
        " WHERE partner_id = $1 AND waba_id = $2 AND kind = $3",
        partner_id, waba_id, kind, until, attempts, error, leased_until,
    )  # fmt: skip


async def claim(db: Db, *, limit: int, now: datetime, leased_until: datetime) -> list[Row]:
    """Of every partner: the worker has no tenant."""
    return await db.fetch(CLAIM, now, leased_until, limit)
