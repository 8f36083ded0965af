"""The worker process: everything that happens without anyone asking, until it is told to stop."""

import asyncio
import signal
from collections.abc import Callable

import structlog

from partnerhub import sandbox
from partnerhub.app import parts
from partnerhub.app.logs import configure
from partnerhub.settings import Settings
from partnerhub.workers import onboard

log = structlog.get_logger()


async def work(settings: Settings, started: Callable[[], None] = lambda: None) -> None:
    """Returns after SIGTERM or SIGINT, once what is in flight is settled; `started` is called when work begins."""
    configure(settings.log_level, settings.log_format)
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    database, graph = parts.database(settings), parts.graph(settings)
    await database.open()
    try:
        log.info("working")
        started()
        played = sandbox.run(database, parts.sandbox_config(settings), stop) if settings.sandbox else stop.wait()
        onboarded = onboard.run(database, parts.onboarding(settings, graph), stop=stop)
        await asyncio.gather(stop.wait(), played, onboarded)
    finally:
        await graph.close()
        await database.close()
