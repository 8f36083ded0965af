"""Links that let a person choose a password, in the database: by the keyed hash of what the link holds."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

PUT = """
INSERT INTO user_link AS l (partner_id, user_id, kind, digest, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (partner_id, user_id, kind) DO UPDATE SET digest = $4, created_at = $5, expires_at = $6
WHERE l.created_at <= $7
"""
TAKE = """
DELETE FROM user_link WHERE partner_id = $1 AND digest = $2 AND kind = $3 AND expires_at > $4 RETURNING user_id
"""


async def put(
    db: Db, partner_id: str, user_id: str, kind: str, *, digest: bytes, now: datetime, ends: datetime, unless_since: datetime
) -> bool:  # fmt: skip
    """Instead of the user's last one of this kind; False when that was made after `unless_since`."""
    status = await db.execute(PUT, partner_id, user_id, kind, digest, now, ends, unless_since)
    return status == "INSERT 0 1"


async def enter(db: Db, digest: bytes) -> Row | None:
    """Whose link it is, while it is good; the connection acts for that partner from here on. Before it there is no tenant."""
    return await db.fetchrow(
        "SELECT partner_id, user_id, client_id, person_id, kind, email, name FROM enter_by_user_link($1)", digest
    )


async def take(db: Db, partner_id: str, digest: bytes, kind: str, *, now: datetime) -> str | None:
    """The user's id, once: of two at the same time one gets None."""
    return await db.fetchval(TAKE, partner_id, digest, kind, now)
