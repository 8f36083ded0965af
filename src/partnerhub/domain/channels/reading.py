"""Whose events a partner may read: the log holds messages, and those are its clients'."""

from collections.abc import Sequence

from partnerhub.db.pool import Db
from partnerhub.domain.channels.store import shared_among
from partnerhub.domain.events import Event


async def readable(db: Db, partner_id: str, found: Sequence[Event]) -> set[str]:
    """Ids of the partner's own events, and of those that went to channels which are shared with it."""
    asked = {one.channel_id for one in found if one.audience == "channel" and one.channel_id}
    shared = await shared_among(db, partner_id, asked) if asked else set[str]()
    return {one.id for one in found if one.audience == "partner" or one.channel_id in shared}
