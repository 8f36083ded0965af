"""The steps of a channel's life, each told to the partner once however often it is taken."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.channels.notice import tell
from partnerhub.domain.channels.store import set_live, set_ready, set_running


async def mark_ready(db: Db, partner_id: str, channel_id: str, *, now: datetime) -> None:
    """The number can be registered."""
    if doc := await set_ready(db, partner_id, channel_id, now):
        await tell(db, partner_id, "channel_ready", doc, now)


async def mark_running(db: Db, partner_id: str, channel_id: str, *, now: datetime) -> None:
    """The number is registered and its integration runs: an API key can be made."""
    if doc := await set_running(db, partner_id, channel_id, now):
        await tell(db, partner_id, "channel_running", doc, now)


async def mark_live(db: Db, partner_id: str, channel_id: str, *, now: datetime) -> None:
    """The channel may message; billing starts."""
    if doc := await set_live(db, partner_id, channel_id, now):
        await tell(db, partner_id, "channel_live", doc, now)
