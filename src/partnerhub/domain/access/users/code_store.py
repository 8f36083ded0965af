"""Invitations that wait for a code, in the database: one for each user who invites."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.access.users.inviting import Invited

PUT = """
INSERT INTO invitation_code (partner_id, user_id, digest, invited, expires_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (partner_id, user_id) DO UPDATE SET digest = $3, invited = $4, expires_at = $5
"""
FIND = "SELECT digest, invited FROM invitation_code WHERE partner_id = $1 AND user_id = $2 AND expires_at > $3"


class Waiting(msgspec.Struct, frozen=True):
    digest: bytes
    invited: Invited


async def put(db: Db, partner_id: str, user_id: str, *, digest: bytes, invited: Invited, ends: datetime) -> None:
    await db.execute(PUT, partner_id, user_id, digest, msgspec.json.encode(invited).decode(), ends)


async def find(db: Db, partner_id: str, user_id: str, *, now: datetime) -> Waiting | None:
    row = await db.fetchrow(FIND, partner_id, user_id, now)
    return Waiting(row["digest"], msgspec.json.decode(row["invited"], type=Invited)) if row else None


async def hold(db: Db, partner_id: str, user_id: str, *, now: datetime) -> Waiting | None:
    """Locked until the end of the transaction, so that of two guesses the second knows of the first."""
    row = await db.fetchrow(f"{FIND} FOR UPDATE", partner_id, user_id, now)
    return Waiting(row["digest"], msgspec.json.decode(row["invited"], type=Invited)) if row else None


async def remove(db: Db, partner_id: str, user_id: str) -> None:
    await db.execute("DELETE FROM invitation_code WHERE partner_id = $1 AND user_id = $2", partner_id, user_id)
