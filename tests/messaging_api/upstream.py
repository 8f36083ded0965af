"""A server in Graph's place that does as told: it notes what reaches it, answers what the test says, or misbehaves."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.test_utils import TestServer

GRAPH_HEADERS = {
    "content-type": "application/json; charset=UTF-8",
    "facebook-api-version": "v23.0",
    "x-business-use-case-usage": '{"1":[{"type":"whatsapp","call_count":1}]}',
    "x-fb-trace-id": "TrAcE",
    "x-fb-request-id": "ReQuEsT",
    "x-fb-debug": "dEbUg",
    "x-fb-rev": "1019",
    "cache-control": "private, no-cache, no-store, must-revalidate",
    "expires": "Sat, 01 Jan 2000 00:00:00 GMT",
}
HTML = {"content-type": "text/html"}


@dataclass
class Asked:
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Upstream:
    """`answer`: what is said, `planned`: what before it, once each. `mood`: how it is said."""

    base: str = ""
    asked: list[Asked] = field(default_factory=list)
    answer: tuple[int, dict[str, str], bytes] = (200, GRAPH_HEADERS, b'{"success":true}')
    planned: list[bytes] = field(default_factory=list)
    mood: str = "fair"
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    go: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, body: bytes, status: int = 200, headers: dict[str, str] = GRAPH_HEADERS) -> None:
        self.answer = (status, headers, body)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(
            Asked(
                request.method,
                request.path.removeprefix("/graph"),
                request.rel_url.raw_query_string,
                {name.lower(): value for name, value in request.headers.items()},
                await request.read(),
            )
        )
        self.reached.set()
        if self.mood == "hangs up":
            assert request.transport is not None
            request.transport.close()
        if self.mood == "silent":
            await asyncio.Event().wait()
        if self.mood == "waits":
            await self.go.wait()
        status, headers, body = (200, GRAPH_HEADERS, self.planned.pop(0)) if self.planned else self.answer
        if self.mood == "breaks off":
            response = web.StreamResponse(status=status, headers={**headers, "content-length": str(len(body) + 10)})
            await response.prepare(request)
            await response.write(body)
            assert request.transport is not None
            request.transport.close()
            return response
        return web.Response(status=status, headers={**headers, "x-internal": "secret"}, body=body)


@asynccontextmanager
async def upstream() -> AsyncGenerator[Upstream]:
    made = Upstream()
    app = web.Application(client_max_size=200_000_000)
    app.router.add_route("*", "/{path:.*}", made.serve)
    async with TestServer(app) as server:
        made.base = str(server.make_url("/graph"))
        yield made
