"""API-key permission: the client shares a channel with the partner, or withdraws it (contract hub-and-onboarding §2)."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.channels.notice import tell
from partnerhub.domain.channels.store import add_permission_change, set_permission


async def grant_permission(db: Db, partner_id: str, channel_id: str, *, actor: str, now: datetime) -> bool:
    """True when it was missing before."""
    return await _set(db, partner_id, channel_id, granted=True, actor=actor, now=now)


async def revoke_permission(db: Db, partner_id: str, channel_id: str, *, actor: str, now: datetime) -> bool:
    """True when it was shared before."""
    return await _set(db, partner_id, channel_id, granted=False, actor=actor, now=now)


async def _set(db: Db, partner_id: str, channel_id: str, *, granted: bool, actor: str, now: datetime) -> bool:
    doc = await set_permission(db, partner_id, channel_id, now if granted else None, now)
    if doc is None:
        return False
    await add_permission_change(db, partner_id, channel_id, granted=granted, actor=actor, now=now)
    await tell(db, partner_id, "channel_permission_granted" if granted else "channel_permission_revoked", doc, now)
    return True
