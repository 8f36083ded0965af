"""The worker process: everything that happens without anyone asking, until it is told to stop."""

import asyncio
import signal
from collections.abc import Callable

import structlog
from prometheus_client import start_http_server

from partnerhub import sandbox
from partnerhub.app import parts
from partnerhub.app.logs import configure
from partnerhub.db.pool import PATIENCE
from partnerhub.domain.installation import Me
from partnerhub.domain.invoices import issuer_of
from partnerhub.settings import Settings
from partnerhub.upstream.payments import provider_of
from partnerhub.workers import (
    beat,
    count,
    deliver,
    mail,
    meter,
    notify,
    onboard,
    pay,
    prune,
    replay,
    seal,
    sync,
    upkeep,
    watch,
)

LEAVING = 20  # percent of a WABA's calls an hour at Meta: what nobody waits for must not use up what somebody does

log = structlog.get_logger()


async def work(settings: Settings, started: Callable[[], None] = lambda: None) -> None:
    """Returns after SIGTERM or SIGINT, once what is in flight is settled; `started` is called when work begins."""
    configure(settings.log_level, settings.log_format)
    stop = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, stop.set)
    database, graph = parts.database(settings), parts.graph(settings, leaving=LEAVING)
    await database.open(patience=PATIENCE)
    provider = provider_of(settings)
    metrics = _metrics(settings)
    try:
        log.info("working")
        started()
        async with asyncio.TaskGroup() as group:
            group.create_task(deliver.run(database, parts.vault(settings), any_target=settings.any_target, stop=stop))
            group.create_task(onboard.run(database, parts.onboarding(settings, graph), stop=stop))
            group.create_task(upkeep.run(database, parts.onboarding(settings, graph), stop=stop))
            group.create_task(sync.run(database, graph, parts.vault(settings), stop=stop))
            group.create_task(meter.run(database, stop=stop))
            group.create_task(count.run(database, stop=stop))
            group.create_task(pay.run(database, provider, issuer_of(settings), stop=stop))
            group.create_task(seal.run(database, parts.vault(settings), stop=stop))
            group.create_task(prune.run(database, parts.kept(settings), stop=stop))
            group.create_task(replay.run(database, stop=stop))
            group.create_task(watch.run(database, stop=stop))
            group.create_task(notify.run(database, parts.notices(settings), stop=stop))
            group.create_task(beat.run(database, Me("work"), stop=stop))
            if post := parts.mail(settings):
                group.create_task(mail.run(database, post.send, parts.vault(settings), stop=stop))
            if settings.sandbox:
                group.create_task(sandbox.run(database, parts.sandbox_config(settings), stop))
            if settings.sandbox and settings.demo:
                group.create_task(sandbox.follow(database, stop))
    finally:
        metrics()
        await graph.close()
        if provider:
            await provider.close()
        await database.close()


def _metrics(settings: Settings) -> Callable[[], None]:
    """Serves /metrics where the settings say; ends when the returned function is called."""
    if not settings.worker_metrics_port:
        return lambda: None
    server, _ = start_http_server(settings.worker_metrics_port, addr=settings.host)
    return server.shutdown
