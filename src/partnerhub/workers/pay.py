"""Takes up payments that nobody settled, renews funds, tells that they are low, and closes months with an invoice."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain import invoices, payments
from partnerhub.domain.invoices import Issuer
from partnerhub.domain.payments import Till
from partnerhub.kit import clock
from partnerhub.upstream.payments import Provider

POLL = 2.0  # seconds between looks

log = structlog.get_logger("pay")


async def run(database: Database, provider: Provider | None, issuer: Issuer, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. Without a provider nobody pays by card, and the rest goes on."""
    noted = False
    while not stop.is_set():
        noted = noted or await _note_provider(database, provider)
        if not await run_due(database, provider, issuer):
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def run_due(database: Database, provider: Provider | None, issuer: Issuer) -> int:
    """One round of everything that is due; returns how much there was."""
    duties: list[Callable[[], Awaitable[int]]] = [
        lambda: payments.tell_low(database, now=clock.now()),
        lambda: invoices.close_months(database, issuer, now=clock.now()),
    ]
    if provider:
        till = Till(database, provider, issuer)
        duties = [lambda: payments.take_up(till, clock.now), lambda: payments.renew_due(till, clock.now), *duties]
    else:
        duties.append(lambda: payments.stop_unrenewed(database, now=clock.now()))
    return sum([await _survived(duty) for duty in duties])


async def _note_provider(database: Database, provider: Provider | None) -> bool:
    """Whether that could be written down: the database may be away."""
    try:
        await payments.set_charging(database, charges=provider is not None)
    except TROUBLE:
        log.exception("provider_not_noted")
        return False
    return True


async def _survived(duty: Callable[[], Awaitable[int]]) -> int:
    """The database may be away for a while; one duty must not stop the others."""
    try:
        return await duty()
    except TROUBLE:
        log.exception("paying_failed")
        return 0
