"""The end of a cancelled channel (contract partner-api §7.4): terminated with its month, deleted thirty days later."""

from datetime import datetime, timedelta

from partnerhub.db.pool import Database, Db
from partnerhub.domain import webhooks
from partnerhub.domain.channels import ending_store as store
from partnerhub.domain.channels.at_meta import errand_store as errands
from partnerhub.domain.channels.notice import tell

DELETED_AFTER = timedelta(days=30)


async def due_to_terminate(database: Database, *, limit: int, now: datetime) -> list[tuple[str, str]]:
    """(partner, channel); `terminate` decides, so that two workers may have the same."""
    async with database.working() as db:
        return await store.due_to_end(db, "pending_deletion", now, limit)


async def terminate(db: Db, partner_id: str, channel_id: str, *, now: datetime) -> bool:
    """The integration ends and the partner is told, once. Ending the keys is the caller's part, in this transaction."""
    doc = await store.set_terminated(db, partner_id, channel_id, now)
    if doc is None:
        return False
    await tell(db, partner_id, "cancellation_processed", doc, now)
    await errands.remove(db, partner_id, channel_id, "sync")
    await errands.add(db, partner_id, channel_id, "leave", now)
    return True


async def due_to_delete(database: Database, *, limit: int, now: datetime) -> list[tuple[str, str]]:
    async with database.working() as db:
        return await store.due_to_end(db, "terminated", now - DELETED_AFTER, limit)


async def delete(db: Db, partner_id: str, channel_id: str, *, now: datetime) -> None:
    """What it was is kept for the books; where its messages went is not."""
    if await store.set_deleted(db, partner_id, channel_id, now):
        await webhooks.drop_target(db, partner_id, "channel", channel_id)
