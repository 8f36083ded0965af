"""Answers kept under the caller's own key, so that a call repeated is a call carried out once."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db


class Answer(msgspec.Struct, frozen=True):
    """`status` is None while the first call is under way. `body` is sealed: it may hold a secret that is shown once."""

    fingerprint: bytes
    status: int | None
    body: bytes | None


async def reserve(db: Db, partner_id: str, key: str, fingerprint: bytes, *, now: datetime, stale: datetime) -> bool:
    """True when the call is ours to carry out. Waits for a transaction that has just reserved the same key.

    A reservation from before `stale` whose call never ended is taken over.
    """
    status = await db.execute(
        "INSERT INTO idempotency AS i (partner_id, key, fingerprint, created_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (partner_id, key) DO UPDATE SET fingerprint = $3, created_at = $4"
        " WHERE i.status IS NULL AND i.created_at < $5",
        partner_id, key, fingerprint, now, stale,
    )  # fmt: skip
    return status == "INSERT 0 1"


async def find(db: Db, partner_id: str, key: str) -> Answer | None:
    row = await db.fetchrow(
        "SELECT fingerprint, status, body FROM idempotency WHERE partner_id = $1 AND key = $2", partner_id, key
    )
    return Answer(row["fingerprint"], row["status"], row["body"]) if row else None


async def keep(db: Db, partner_id: str, key: str, reserved_at: datetime, status: int, body: bytes) -> None:
    """Nothing when another call has taken over what was reserved then."""
    await db.execute(
        "UPDATE idempotency SET status = $4, body = $5 WHERE partner_id = $1 AND key = $2 AND created_at = $3",
        partner_id, key, reserved_at, status, body,
    )  # fmt: skip


async def give_up(db: Db, partner_id: str, key: str, reserved_at: datetime) -> None:
    """The call failed: the next one with this key is a new one, unless another has taken over what was reserved then."""
    await db.execute(
        "DELETE FROM idempotency WHERE partner_id = $1 AND key = $2 AND created_at = $3 AND status IS NULL",
        partner_id, key, reserved_at,
    )  # fmt: skip
