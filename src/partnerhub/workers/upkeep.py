"""Keeps channels as they are at Meta and in the calendar: asks for numbers that may have changed, ends restrictions."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain import channels, wabas
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.graph import Graph

POLL = 1.0  # seconds between looks
AT_ONCE = 8

log = structlog.get_logger("upkeep")


async def run(database: Database, graph: Graph, vault: Vault, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. What is under way then is finished first."""
    while not stop.is_set():
        if not await run_due(database, graph, vault):
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def run_due(database: Database, graph: Graph, vault: Vault) -> int:
    """One round of everything that is due; returns how much there was."""
    duties: tuple[Callable[[], Awaitable[int]], ...] = (
        lambda: _end_restrictions(database),
        lambda: _sync(database, graph, vault),
    )
    return sum([await _survived(duty) for duty in duties])


async def _end_restrictions(database: Database) -> int:
    async with database.working_write() as db:
        now = clock.now()
        ended = await wabas.take_ended_restrictions(db, now, AT_ONCE)
        for partner_id, waba_id in ended:
            await channels.unblock_templates_of_waba(db, partner_id, waba_id, "restriction", now=now)
            await channels.review(db, partner_id, waba_id, now=now)
    return len(ended)


async def _sync(database: Database, graph: Graph, vault: Vault) -> int:
    due = await channels.claim_syncs(database, limit=AT_ONCE, now=clock.now())
    done = await asyncio.gather(
        *(channels.sync(database, graph, vault, one, clock.now) for one in due), return_exceptions=True
    )
    for fault in done:
        if isinstance(fault, BaseException):
            log.error("sync_failed", exc_info=fault)
    return len(due)


async def _survived(duty: Callable[[], Awaitable[int]]) -> int:
    """The database may be away for a while; one duty must not stop the others."""
    try:
        return await duty()
    except TROUBLE:
        log.exception("upkeep_failed")
        return 0
