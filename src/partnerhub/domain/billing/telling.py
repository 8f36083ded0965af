"""Telling that funds are used up, or that there are some again: an event for each channel that they pay for."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain import channels
from partnerhub.domain.billing import telling_store as store

AT_ONCE = 100


async def tell_some(db: Db, *, now: datetime) -> bool:
    """Some channels of one account, in the worker's transaction; whether there may be more to tell."""
    account = await store.claim(db)
    if account is None:
        return False
    partner_id = account.partner_id
    found = await store.channels_to_tell(db, partner_id, account, limit=AT_ONCE)
    change = channels.block_templates if account.stopped_at else channels.unblock_templates
    for channel_id in found:
        await change(db, partner_id, channel_id, "balance", now=now)
    if len(found) < AT_ONCE:
        await store.set_told(db, partner_id, account)
    return True
