"""Steps signups on their way to live: claims what is due, runs each step, and clears away old visits."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from datetime import timedelta

import structlog

from partnerhub.db.pool import Database
from partnerhub.domain import onboarding
from partnerhub.domain.onboarding import LostClaim, Signup, Upstream
from partnerhub.kit import clock

POLL = 0.1  # seconds between looks when nothing is due: a person waits in front of the page
AT_ONCE = 8
PRUNE_EVERY = timedelta(minutes=10)

log = structlog.get_logger("onboard")


async def run(database: Database, upstream: Upstream, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. Steps that are under way then are finished first."""
    wake = asyncio.Event()
    running: set[asyncio.Task[None]] = set()
    prune_at = clock.now()
    while not stop.is_set():
        if clock.now() >= prune_at:
            prune_at = clock.now() + PRUNE_EVERY
            await _survived(onboarding.prune(database, now=clock.now()))
        wake.clear()
        for signup in await _claimed(database, AT_ONCE - len(running)):
            task = asyncio.create_task(_step(database, upstream, signup, wake))
            running.add(task)
            task.add_done_callback(running.discard)
        with suppress(TimeoutError):
            await asyncio.wait_for(wake.wait(), POLL)
    if running:
        await asyncio.wait(running)


async def run_due(database: Database, upstream: Upstream) -> int:
    """One step of each signup that is due now; returns how many there were."""
    signups = await _claimed(database, AT_ONCE)
    await asyncio.gather(*(_step(database, upstream, signup, asyncio.Event()) for signup in signups))
    return len(signups)


async def _claimed(database: Database, places: int) -> list[Signup]:
    if places < 1:
        return []
    try:
        return await onboarding.claim(database, limit=places, now=clock.now())
    except Exception:  # the database may be away for a while; the next look is soon
        log.exception("claim_failed")
        await asyncio.sleep(1)
        return []


async def _step(database: Database, upstream: Upstream, signup: Signup, wake: asyncio.Event) -> None:
    with suppress(LostClaim):
        await _survived(onboarding.step(database, upstream, signup, clock.now), signup_id=signup.id)
    wake.set()


async def _survived(work: Awaitable[None], **about: str) -> None:
    """One failure of ours must not stop the others; the lease brings the signup back."""
    try:
        await work
    except LostClaim:
        raise
    except Exception:
        log.exception("failed", **about)
