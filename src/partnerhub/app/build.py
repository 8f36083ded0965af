"""The web application: every surface, the sandbox and the operator's endpoints behind one dispatcher."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from litestar import Litestar

from partnerhub import sandbox
from partnerhub.app import parts
from partnerhub.app.dispatch import Dispatch, Surfaces
from partnerhub.app.logs import configure
from partnerhub.db.pool import PATIENCE, Database
from partnerhub.domain.installation import Me
from partnerhub.settings import Settings, from_env, refuse_unsafe
from partnerhub.surfaces import hub, messaging_api, meta_webhooks, operations, partner_api
from partnerhub.surfaces.operations import Described
from partnerhub.workers import beat, watch


def create_from_env() -> Dispatch:
    """What the server loads in each of its processes: settings from PARTNERHUB_*."""
    settings = from_env()
    configure(settings.log_level, settings.log_format)
    return create(settings)


def create(settings: Settings) -> Dispatch:
    refuse_unsafe(settings)
    database, vault, graph = parts.database(settings), parts.vault(settings), parts.graph(settings)
    partners = partner_api.create(database, vault, graph, settings)
    surfaces = Surfaces(
        partner_api=partners,
        messaging_api=messaging_api.create(database, vault, graph, settings),
        hub=hub.create(database, vault, graph, settings),
        meta_webhooks=meta_webhooks.create(database, settings),
        operations=operations.create(database, _described(settings), settings.url),
        sandbox=sandbox.create(database, parts.sandbox_config(settings)) if settings.sandbox else None,
    )

    @asynccontextmanager
    async def lifespan() -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            await database.open(patience=PATIENCE)
            stack.push_async_callback(database.close)
            stack.push_async_callback(graph.close)
            if settings.sandbox and settings.demo:
                await stack.enter_async_context(_following(database))
            for app in surfaces.apps():
                if isinstance(app, Litestar):
                    await stack.enter_async_context(app.lifespan())
            await stack.enter_async_context(_watching(database))
            yield

    return Dispatch(surfaces, settings, lifespan)


@asynccontextmanager
async def _watching(database: Database) -> AsyncGenerator[None]:
    """A worker that stands still cannot say so: servers look at its queue, too; and say that they live themselves."""
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(watch.run(database, stop=stop)),
        asyncio.create_task(beat.run(database, Me("serve"), stop=stop)),
    ]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*tasks)


@asynccontextmanager
async def _following(database: Database) -> AsyncGenerator[None]:
    """The clock of the demo, in this process too."""
    stop = asyncio.Event()
    task = asyncio.create_task(sandbox.follow(database, stop))
    try:
        yield
    finally:
        stop.set()
        await task


def _described(settings: Settings) -> dict[str, Described]:
    return {
        "/openapi.json": Described(settings.url, partner_api.document),
        "/openapi-messaging.json": Described(settings.messaging_base, messaging_api.document),
    }
