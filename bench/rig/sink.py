"""Where webhooks arrive, as a process of its own: answers 200, and notes how long each was on its way from Meta."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvloop

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK"
MARK = b'"sent":"'
taken: list[float] = []


class Sink(asyncio.Protocol):
    def connection_made(self, transport) -> None:
        self.transport, self.rest = transport, b""

    def data_received(self, data: bytes) -> None:
        now, data, answers = time.monotonic(), self.rest + data, 0
        while (end := data.find(b"\r\n\r\n")) >= 0:
            length = int(data[:end].lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            if len(data) < end + 4 + length:
                break
            sent = data.find(MARK, end)
            taken.append(now - float(data[sent + len(MARK) : sent + len(MARK) + 17]))
            data, answers = data[end + 4 + length :], answers + 1
        self.rest = data
        self.transport.write(ANSWER * answers)


async def main() -> None:
    """Each line on standard input is answered with how many have come and how long they took, in ms; `forget` begins anew."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Sink, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        ordered = sorted(taken)
        found = [ordered[len(ordered) * part // 100] * 1e3 if ordered else 0.0 for part in (50, 99)]
        print(json.dumps({"count": len(ordered), "p50": found[0], "p99": found[1]}), flush=True)
        if line.strip():
            taken.clear()


class Arrivals:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.port = int(self._line())

    def all_of(self, count: int, *, within: float) -> dict[str, float]:
        """Of the `count` that are on their way, once all are here; then begins anew. Raises AssertionError after `within` seconds."""
        until = time.monotonic() + within
        while (found := self._ask(""))["count"] < count and time.monotonic() < until:
            time.sleep(0.1)
        assert found["count"] == count, (found, count)
        return self._ask("forget")

    def _ask(self, line: str) -> dict[str, float]:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return json.loads(self._line())

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()


@contextmanager
def arrivals() -> Iterator[Arrivals]:
    process = subprocess.Popen(
        [sys.executable, "-m", "rig.sink"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    try:
        yield Arrivals(process)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    uvloop.run(main())
