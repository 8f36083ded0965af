"""A call of the Graph is held up, or fails as it was told to: Graph's own errors, a page instead of JSON, silence."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

from litestar import Response
from litestar.response import Stream
from litestar.types import Receive

from partnerhub.db.pool import Database, Row
from partnerhub.sandbox.weather import store
from partnerhub.sandbox.wire.envelope import GraphError

HANGS_FOR = 45.0  # seconds, unless the caller goes first
JSON = "application/json"
PAGE = "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>"


class Trouble(Exception):
    """An answer that is none of Graph's; None: there is no answer."""

    def __init__(self, response: Response[Any] | None = None) -> None:
        self._response = response
        super().__init__()

    async def answer(self, receive: Receive) -> Response[Any]:
        """`receive`: of a request whose body was read; it returns when the caller hangs up."""
        if self._response is not None:
            return self._response
        with suppress(TimeoutError):
            await asyncio.wait_for(receive(), HANGS_FOR)
        return Response("", status_code=504)


async def meet(database: Database, seen: Row, method: str, edge: str) -> None:
    """`seen`: `latency_ms` and `faulty`, as they were read at the door. Raises Trouble, or GraphError when that is it."""
    if seen["latency_ms"]:
        await asyncio.sleep(seen["latency_ms"] / 1000)
    if not seen["faulty"]:
        return
    async with database.working_write() as db:
        fault = await store.meet(db, method, edge)
    if fault is not None:
        await _strike(fault["kind"], fault["code"])


async def _strike(kind: str, code: int) -> None:
    if kind == "error":
        raise GraphError(code)
    if kind == "hang":
        raise Trouble
    if kind == "html":
        raise Trouble(Response(PAGE, status_code=502, media_type="text/html"))
    raise Trouble(Stream(_cut(), media_type=JSON, headers={"content-length": "1000"}))


async def _cut() -> AsyncGenerator[bytes]:
    """The connection ends before the answer does."""
    yield b'{"messaging_product":"whatsapp","mess'
    raise ConnectionAbortedError
