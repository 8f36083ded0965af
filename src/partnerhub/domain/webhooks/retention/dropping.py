"""Dropping what is old: events and attempts go by whole partitions, and what was owed of them goes with them."""

from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.retention import store


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Days; 0: for ever."""

    events: int
    attempts: int


async def prune(db: Db, kept: Kept, *, now: datetime) -> list[str]:
    """The partitions that were dropped. For the worker, of all partners; in no transaction, for each is a lock of its own."""
    dropped: list[str] = []
    if kept.attempts:
        dropped += await store.drop_attempts(db, now - timedelta(days=kept.attempts))
    if kept.events:
        before = now - timedelta(days=kept.events)
        gone = await store.drop_events(db, before)
        if gone:
            await store.forget_owed(db, before)
        dropped += gone
    return dropped
