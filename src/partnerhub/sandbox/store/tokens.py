"""Access tokens, kept as their digest."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def enter(db: Db, digest: str, node_id: str) -> Row:
    """What a call needs at its door: whose token (user_id null: nobody's), which node it names (id null: none), the weather."""
    found = await db.fetchrow(
        """SELECT t.user_id, t.waba_ids, t.expires_at, n.id, n.kind, n.waba_id,
                  (SELECT (value)::int FROM sandbox.switch WHERE name = 'latency_ms') AS latency_ms,
                  EXISTS (SELECT FROM sandbox.fault WHERE coalesce(times, 1) > 0) AS faulty,
                  EXISTS (SELECT FROM sandbox.switch WHERE name = 'limits' AND value = 'true') AS limited
           FROM (SELECT) AS one
           LEFT JOIN sandbox.token t ON t.token = $1 AND t.revoked_at IS NULL
           LEFT JOIN sandbox.node n ON n.id = $2""",
        digest,
        node_id,
    )
    assert found is not None  # noqa: S101 — the left side always has one row
    return found


async def find(db: Db, digest: str) -> Row | None:
    return await db.fetchrow(
        "SELECT user_id, waba_ids, issued_at, expires_at FROM sandbox.token WHERE token = $1 AND revoked_at IS NULL",
        digest,
    )


async def add(
    db: Db, digest: str, user_id: str, waba_ids: list[str], now: datetime, expires: datetime | None = None
) -> None:
    await db.execute(
        "INSERT INTO sandbox.token (token, user_id, waba_ids, issued_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        digest,
        user_id,
        waba_ids,
        now,
        expires,
    )


async def granted(db: Db, business_id: str, *, besides: str) -> list[str]:
    """The WABAs of a business that some token reaches already, the newest first."""
    rows = await db.fetch(
        """SELECT w.id FROM sandbox.waba w
           WHERE w.business_id = $1 AND w.id <> $2
             AND EXISTS (SELECT FROM sandbox.token t WHERE w.id = ANY (t.waba_ids) AND t.revoked_at IS NULL)
           ORDER BY w.created_at DESC""",
        business_id,
        besides,
    )
    return [row["id"] for row in rows]


async def revoke(db: Db, waba_id: str, now: datetime) -> int:
    rows = await db.fetch(
        "UPDATE sandbox.token SET revoked_at = $2 WHERE $1 = ANY (waba_ids) AND revoked_at IS NULL RETURNING token",
        waba_id,
        now,
    )
    return len(rows)
