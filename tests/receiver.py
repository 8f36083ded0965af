"""A webhook receiver on real HTTP: keeps what it got, and answers as the test says."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.waiting import PATIENCE

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK"


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Receiver:
    """`answers[path]` gives the bytes to answer with for the n-th request (from 1); None hangs for ever.

    With a `gate`, every answer waits until it is set.
    """

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    answers: dict[str, Callable[[int], bytes | None]] = field(default_factory=dict)
    gate: asyncio.Event | None = None
    _counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def at(self, path: str) -> list[Request]:
        return [one for one in self.requests if one.path == path]

    async def until(self, path: str, count: int) -> list[Request]:
        """Wait until `path` was called `count` times."""
        async with asyncio.timeout(PATIENCE), self._arrived:
            await self._arrived.wait_for(lambda: self._counts[path] >= count)
        return self.at(path)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while await self._one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        path = head[0].split(" ")[1]
        self.requests.append(Request(path, headers, body, asyncio.get_running_loop().time()))
        self._counts[path] += 1
        answer = self.answers.get(path, lambda _: OK)(self._counts[path])
        async with self._arrived:
            self._arrived.notify_all()
        if self.gate:
            await self.gate.wait()
        if answer is None:
            await asyncio.Event().wait()
        writer.write(answer or b"")
        await writer.drain()
        return bool(answer)


def answer(status: int, *, headers: str = "", body: bytes = b"") -> bytes:
    """`headers`: whole lines, each with its line break."""
    return b"HTTP/1.1 %d Said\r\ncontent-length: %d\r\n%s\r\n%s" % (status, len(body), headers.encode(), body)


@asynccontextmanager
async def receiving(host: str = "127.0.0.1") -> AsyncIterator[Receiver]:
    receiver = Receiver()
    tasks: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(receiver.serve(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(connected, host, 0, limit=1 << 22)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        for task in tasks:
            task.cancel()
