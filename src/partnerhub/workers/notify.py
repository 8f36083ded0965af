"""Tells people: makes notices of what was recorded, and sends the daily letters that are due."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database, Db
from partnerhub.domain import notifications
from partnerhub.domain.notifications.mailing import Post
from partnerhub.kit import clock

POLL = 1.0  # seconds between looks

log = structlog.get_logger("notify")


async def run(database: Database, post: Post | None, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. `post` None: this installation sends no mail."""
    while not stop.is_set():
        if not await run_due(database, post):
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def run_due(database: Database, post: Post | None) -> int:
    """One round; how much there was."""
    try:
        partner_ids = await notifications.partners_to_tell(database)
        due = await notifications.due_digests(database, now=clock.now())
    except TROUBLE:
        log.exception("notify_failed")
        return 0
    told = await _each(
        database, partner_ids, lambda db, partner_id: notifications.make(db, partner_id, post, now=clock.now())
    )
    return told + await _each(
        database, due, lambda db, partner_id: notifications.send_digests(db, partner_id, post, now=clock.now())
    )


async def _each(database: Database, partner_ids: list[str], work: Callable[[Db, str], Awaitable[int]]) -> int:
    """A transaction a partner, under row-level security: no letter can tell of another's things.

    What fails for one, by a fault of ours, must not stop the others.
    """
    done = 0
    for partner_id in partner_ids:
        try:
            async with database.writing(partner_id) as db:
                done += await work(db, partner_id)
        except Exception:
            log.exception("notify_failed", partner_id=partner_id)
    return done
