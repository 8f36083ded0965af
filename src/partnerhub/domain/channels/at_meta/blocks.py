"""Whether templates may be sent: not while there is any reason against it (contract partner-api §14.3)."""

from datetime import datetime
from typing import Literal

from partnerhub.db.pool import Db
from partnerhub.domain.channels.at_meta import standing_store as store
from partnerhub.domain.channels.notice import tell

Block = Literal["restriction", "ban", "balance"]


async def block_templates(db: Db, partner_id: str, channel_id: str, reason: Block, *, now: datetime) -> None:
    """Templates may not be sent any more; told when there was no reason before."""
    added = await store.add_block(db, partner_id, channel_id, reason, now)
    if added and added[1] == 1:
        doc = added[0]
        await tell(db, partner_id, "template_messaging_disabled", doc, now, reason=reason)


async def unblock_templates(db: Db, partner_id: str, channel_id: str, reason: Block, *, now: datetime) -> None:
    """Told when no reason is left."""
    removed = await store.remove_block(db, partner_id, channel_id, reason, now)
    if removed and removed[1] == 0:
        doc = removed[0]
        await tell(db, partner_id, "template_messaging_enabled", doc, now, reason=reason)


async def block_templates_of_waba(db: Db, partner_id: str, waba_id: str, reason: Block, *, now: datetime) -> None:
    for channel_id, _ in await store.of_waba(db, partner_id, waba_id):
        await block_templates(db, partner_id, channel_id, reason, now=now)


async def unblock_templates_of_waba(db: Db, partner_id: str, waba_id: str, reason: Block, *, now: datetime) -> None:
    for channel_id, _ in await store.of_waba(db, partner_id, waba_id):
        await unblock_templates(db, partner_id, channel_id, reason, now=now)
