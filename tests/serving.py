"""An ASGI application on a real port, in the event loop of the tests, and the pools that it reads with."""

import asyncio
import itertools
import random
import socket
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import uvicorn

from partnerhub.app.dispatch import Dispatch, Surfaces
from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.settings import Settings

READY_WITHIN = 60  # seconds
PORTS = range(12_000, 32_000)  # below those that the system gives to connections that go out
IDLE_FOR = 3600  # uvicorn's own five seconds end just when httpx, which waits as long, uses a connection again
ENDS_WITHIN = 10  # seconds for an answer that is on its way when a test is over
_chosen = itertools.count(random.randrange(len(PORTS)))


@asynccontextmanager
async def served(app: Any, port: int | None = None) -> AsyncIterator[str]:
    """Yields the base URL; the application is stopped at the end."""
    port = port or free_port()
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, http="httptools", log_config=None, access_log=False,
        timeout_graceful_shutdown=ENDS_WITHIN, timeout_keep_alive=IDLE_FOR,
    )  # fmt: skip
    server = uvicorn.Server(config)
    running = asyncio.create_task(server._serve())  # `serve` would take Ctrl-C from pytest
    try:
        await _reachable(port, running)
        yield f"http://localhost:{port}"
    finally:
        server.should_exit = True
        await running


def alone(name: str, app: Any, settings: Settings) -> Dispatch:
    """One surface behind the dispatcher, as it is met in life; the others are missing."""
    surfaces = Surfaces(**(dict.fromkeys(Surfaces.__struct_fields__) | {name: app}))
    return Dispatch(surfaces, settings, app.lifespan)


def free_port() -> int:
    """One that nobody listens on. Each process begins elsewhere and gives none twice: nobody else chooses it now."""
    while True:
        port = PORTS[next(_chosen) % len(PORTS)]
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


async def _reachable(port: int, running: asyncio.Task[Any]) -> None:
    deadline = asyncio.get_running_loop().time() + READY_WITHIN
    while True:
        if running.done():
            running.result()
            raise RuntimeError("the server stopped at start")
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if asyncio.get_running_loop().time() > deadline:
                raise
            await asyncio.sleep(0.01)
        else:
            writer.close()
            return


@asynccontextmanager
async def opened(dsns: Dsns, size: int = 10) -> AsyncGenerator[Database]:
    """The pools on a database, as the application opens them; closed at the end, whatever happens."""
    database = Database(dsns.app, dsns.worker, set_role=False, size=size)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def client_of(base: str, **headers: str) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(base, headers=headers) as session:
        yield session
