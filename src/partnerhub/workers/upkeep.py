"""Keeps channels as the calendar and Meta have them: ends what is cancelled, lets numbers go, asks for those that changed."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Literal

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain import channel_keys, channels, wabas
from partnerhub.domain.channels import Errand
from partnerhub.domain.onboarding import Upstream
from partnerhub.kit import clock
from partnerhub.upstream.graph import GraphError

POLL = 1.0  # seconds between looks
AT_ONCE = 8  # that ask Meta
BATCH = 50  # of what only we do

log = structlog.get_logger("upkeep")


async def run(database: Database, upstream: Upstream, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. What is under way then is finished first."""
    while not stop.is_set():
        if not await run_due(database, upstream):
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def run_due(database: Database, upstream: Upstream) -> int:
    """One round of everything that is due; returns how much there was."""
    graph, vault = upstream.graph, upstream.vault
    duties: tuple[Callable[[], Awaitable[int]], ...] = (
        lambda: _end_restrictions(database),
        lambda: _refresh_tokens(database, upstream),
        lambda: _terminate(database),
        lambda: _delete(database),
        lambda: _errands(database, "leave", lambda one: channels.leave(database, graph, vault, one, clock.now())),
        lambda: _errands(database, "sync", lambda one: channels.sync(database, graph, vault, one, clock.now)),
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


async def _refresh_tokens(database: Database, upstream: Upstream) -> int:
    ending = await wabas.claim_ending_tokens(database, limit=AT_ONCE, now=clock.now())
    for waba in ending:
        try:
            await wabas.refresh_token(database, upstream.graph, upstream.vault, upstream.system_token, waba, clock.now)
        except GraphError:
            log.exception("token_not_refreshed", waba_id=waba.id)
    return len(ending)


async def _terminate(database: Database) -> int:
    """Keys end in the same transaction, so that no key outlives its channel."""
    due = await channels.due_to_terminate(database, limit=BATCH, now=clock.now())
    for partner_id, channel_id in due:
        async with database.writing(partner_id) as db:
            now = clock.now()
            if await channels.terminate(db, partner_id, channel_id, now=now):
                await channel_keys.end(db, partner_id, channel_id, now=now)
    return len(due)


async def _delete(database: Database) -> int:
    due = await channels.due_to_delete(database, limit=BATCH, now=clock.now())
    for partner_id, channel_id in due:
        async with database.writing(partner_id) as db:
            await channels.delete(db, partner_id, channel_id, now=clock.now())
    return len(due)


async def _errands(database: Database, kind: Literal["leave", "sync"], run: Callable[[Errand], Awaitable[None]]) -> int:
    """A fault of ours must not stop the others; the lease brings the errand back."""
    errands = await channels.claim(database, kind, limit=AT_ONCE, now=clock.now())
    for fault in await asyncio.gather(*map(run, errands), return_exceptions=True):
        if isinstance(fault, BaseException):
            log.error("errand_failed", kind=kind, exc_info=fault)
    return len(errands)


async def _survived(duty: Callable[[], Awaitable[int]]) -> int:
    """The database may be away for a while; one duty must not stop the others."""
    try:
        return await duty()
    except TROUBLE:
        log.exception("upkeep_failed")
        return 0
