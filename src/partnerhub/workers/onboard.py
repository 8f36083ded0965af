"""Steps signups on their way to live: claims what is due and runs each step."""

import asyncio
from contextlib import suppress

import structlog

from partnerhub.db.pool import Database
from partnerhub.domain import onboarding
from partnerhub.domain.onboarding import LostClaim, Signup, Upstream
from partnerhub.kit import clock

POLL = 0.1  # seconds between looks when nothing is due: a person waits in front of the page
AT_ONCE = 8

log = structlog.get_logger("onboard")


async def run(database: Database, upstream: Upstream, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. Steps that are under way then are finished first."""
    wake = asyncio.Event()
    running: set[asyncio.Task[None]] = set()
    while not stop.is_set():
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
    """A failure of ours must not stop the others; the lease brings the signup back."""
    try:
        await onboarding.step(database, upstream, signup, clock.now)
    except LostClaim:
        log.info("claim_lost", signup_id=signup.id)
    except Exception:
        log.exception("step_failed", signup_id=signup.id)
    wake.set()
