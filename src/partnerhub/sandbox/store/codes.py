"""Codes at the end of Embedded Signup."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def add(db: Db, code: str, user_id: str, waba_ids: list[str], expires_at: datetime) -> None:
    await db.execute(
        "INSERT INTO sandbox.code (code, user_id, waba_ids, expires_at) VALUES ($1, $2, $3, $4)",
        code,
        user_id,
        waba_ids,
        expires_at,
    )


async def use(db: Db, code: str, now: datetime) -> Row | None:
    """Mark the code used; `used_before` says whether another had used it. Two at once: the row's lock lets one win."""
    return await db.fetchrow(
        """UPDATE sandbox.code c SET used_at = coalesce(c.used_at, $2)
           FROM (SELECT code, used_at FROM sandbox.code WHERE code = $1 FOR UPDATE) old
           WHERE c.code = old.code
           RETURNING c.user_id, c.waba_ids, c.expires_at, old.used_at IS NOT NULL AS used_before""",
        code,
        now,
    )
