"""What our HTTP adds to uvicorn's: nobody's request is broken when the server stops."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import uvicorn
from tests.serving import IDLE_FOR, free_port

from partnerhub.app import http
from partnerhub.app.http import LimitedHttp

REQUEST = b"GET / HTTP/1.1\r\nhost: hub\r\n\r\n"
Opened = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class App:
    """Answers when `may` is set."""

    def __init__(self) -> None:
        self.may = asyncio.Event()
        self.may.set()
        self.asked = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.set()
        await self.may.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"3")]})
        await send({"type": "http.response.body", "body": b"Bye"})


@asynccontextmanager
async def stopping(app: Any, http: type[LimitedHttp] = LimitedHttp) -> AsyncIterator[tuple[uvicorn.Server, Opened]]:
    """A server, and a connection on which one request was answered."""
    port = free_port()
    config = uvicorn.Config(
        app,
        port=port,
        http=http,
        lifespan="off",
        log_config=None,
        timeout_graceful_shutdown=5,
        timeout_keep_alive=IDLE_FOR,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server._serve())
    await until(lambda: server.started)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    assert b"connection: close" not in await answer(reader, writer)
    yield server, (reader, writer)
    writer.close()
    server.should_exit = True
    await asyncio.wait_for(running, 60)


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    """The whole answer to a request that is sent now."""
    writer.write(REQUEST)
    return await asyncio.wait_for(reader.readuntil(b"Bye"), 60)


async def until_stopping(server: uvicorn.Server) -> None:
    server.should_exit = True
    await until(lambda: not server.servers[0].is_serving())


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 — uvicorn has no event to wait for
            await asyncio.sleep(0.01)


class TestStop:
    async def test_a_request_on_its_way_is_still_answered_and_told_to_be_the_last(self) -> None:
        async with stopping(App()) as (server, connection):
            await until_stopping(server)
            assert b"connection: close" in await answer(*connection)
            assert await connection[0].read() == b""

    async def test_a_connection_that_stays_idle_is_closed_soon(self) -> None:
        async with stopping(App()) as (server, (reader, _)):
            await until_stopping(server)
            assert await asyncio.wait_for(reader.read(), http.LAST_WITHIN + 60) == b""

    @pytest.mark.parametrize("waits", [0.0, 0.3])
    async def test_a_request_that_is_being_answered_is_answered_whole(
        self, waits: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(http, "LAST_WITHIN", 0.1)
        app = App()
        async with stopping(app) as (server, connection):
            app.may.clear()
            app.asked.clear()
            answering = asyncio.create_task(answer(*connection))
            await app.asked.wait()
            await until_stopping(server)
            await asyncio.sleep(waits)
            app.may.set()
            assert b"connection: close" in await answering


class Counting(LimitedHttp):
    """Counts what is handed to the system."""

    writes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:
        handed_on = transport.write

        def write(data: bytes) -> None:
            Counting.writes += 1
            handed_on(data)

        transport.write = write
        super().connection_made(transport)


async def test_an_answers_head_and_body_are_one_write() -> None:
    async with stopping(App(), Counting) as (_, opened):
        for _ in range(9):
            await answer(*opened)
    assert Counting.writes == 10


class Long:
    """Speaks on without a rest, as an answer from memory does."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(100):
            await send({"type": "http.response.body", "body": bytes(10_000), "more_body": True})
        await send({"type": "http.response.body", "body": b"Bye"})


async def test_a_long_answer_comes_whole() -> None:
    port = free_port()
    config = uvicorn.Config(Long(), port=port, http=LimitedHttp, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    running = asyncio.create_task(server._serve())
    await until(lambda: server.started)
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as answer:
        assert await answer.read() == bytes(1_000_000) + b"Bye"
    server.should_exit = True
    await asyncio.wait_for(running, 60)


class Echo:
    """Answers with what was sent."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        said, more = scope["method"].encode() + b" " + scope["path"].encode() + b" ", True
        while more:
            message = await receive()
            said, more = said + message["body"], message["more_body"]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": said + b" Bye"})


OFFER = b"connection: Upgrade, HTTP2-Settings\r\nhttp2-settings: AAEAAEAA\r\nupgrade: h2c\r\n"
PUT = b"PUT /a%20b?c HTTP/1.1\r\nhost: hub\r\n" + OFFER


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize(
    "request_",
    [
        PUT + b"content-length: 5\r\n\r\nhello",
        PUT + b"transfer-encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        PUT.replace(b"h2c", b"websocket") + b"content-length: 5\r\n\r\nhello",
    ],
)
async def test_an_offer_of_another_protocol_is_passed_over_and_the_body_is_not_lost(request_: bytes, size: int) -> None:
    async with stopping(Echo()) as (_, (reader, writer)):
        for _ in range(2):  # on one connection
            for start in range(0, len(request_), size):
                writer.write(request_[start : start + size])
                await asyncio.sleep(0)
            said = await asyncio.wait_for(reader.readuntil(b"Bye\r\n0\r\n\r\n"), 60)
            assert b"PUT /a b hello Bye" in said


async def test_a_tunnel_is_refused() -> None:
    async with stopping(App()) as (_, (reader, writer)):
        writer.write(b"CONNECT hub:443 HTTP/1.1\r\nhost: hub\r\n\r\n")
        assert (await asyncio.wait_for(reader.read(), 60)).startswith(b"HTTP/1.1 400 ")
