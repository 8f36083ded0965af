"""Keeps templates, and what became of them, as Meta has them: reads what is due, WABA by WABA."""

import asyncio
from contextlib import suppress
from functools import partial

import structlog

from partnerhub.db.pool import TROUBLE, Database
from partnerhub.domain import templates, wabas
from partnerhub.domain.wabas import Due
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.graph import Graph

POLL = 1.0  # seconds between looks when nothing is due
AT_ONCE = 4
READS = {"templates": templates.sync, "figures": templates.read_figures}

log = structlog.get_logger("sync")


async def run(database: Database, graph: Graph, vault: Vault, *, stop: asyncio.Event) -> None:
    """Until `stop` is set. What is being read then is read to its end."""
    while not stop.is_set():
        if not await run_due(database, graph, vault):
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), POLL)


async def run_due(database: Database, graph: Graph, vault: Vault) -> int:
    """Read what is due now; returns how much that was."""
    try:
        due = await wabas.claim(database, limit=AT_ONCE, now=clock.now())
    except TROUBLE:
        log.warning("claim_failed", exc_info=True)
        return 0
    await asyncio.gather(*(_read(database, graph, vault, one) for one in due))
    return len(due)


async def _read(database: Database, graph: Graph, vault: Vault, due: Due) -> None:
    """A fault of ours must not stop the others; the lease brings the WABA back."""
    try:
        read = partial(READS[due.kind], clock=clock.now)
        if not await wabas.run(database, graph, vault, due, read, clock=clock.now):
            log.info("put_off", waba_id=due.waba_id, kind=due.kind, attempts=due.attempts)
    except Exception:
        log.exception("failed", waba_id=due.waba_id, kind=due.kind)
