"""A load of GET or PATCH requests over kept connections, in a process of its own: `python -m rig.load`."""

import asyncio
import json
import sys
import time
from itertools import cycle

import uvloop


class Connection(asyncio.Protocol):
    """Sends its requests in turn, again and again, each after the answer to the one before."""

    def __init__(self, requests: list[bytes], until: float, taken: list[float], done: asyncio.Future[None]) -> None:
        self.requests, self.until, self.taken, self.done = cycle(requests), until, taken, done
        self.buffer, self.missing = bytearray(), -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.send()

    def send(self) -> None:
        self.began = time.perf_counter()
        self.transport.write(next(self.requests))  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        if self.missing < 0:
            self.buffer += data
            head = self.buffer.find(b"\r\n\r\n")
            if head < 0:
                return
            lines = bytes(self.buffer[:head]).lower().split(b"\r\n")
            assert b" 200" in lines[0] or b" 201" in lines[0], lines[0]
            length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length"))
            self.missing = length - (len(self.buffer) - head - 4)
            self.buffer.clear()
        else:
            self.missing -= len(data)
        if self.missing == 0:
            self.missing = -1
            now = time.perf_counter()
            self.taken.append(now - self.began)
            if now < self.until:
                self.send()
            else:
                self.transport.close()

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)


async def load(port: int, requests: list[str], connections: int, seconds: float) -> dict[str, float]:
    """Requests a second, and the 50th and 99th percentile in milliseconds."""
    loop, taken = asyncio.get_running_loop(), []
    began = time.perf_counter()
    ends: list[asyncio.Future[None]] = []
    for number in range(connections):
        done = loop.create_future()
        ends.append(done)
        first = number * 11 % len(requests)  # no two begin at the same, nor at the same client
        mine = [one.encode() for one in (*requests[first:], *requests[:first])]
        await loop.create_connection(
            lambda mine=mine, done=done: Connection(mine, began + seconds, taken, done), "127.0.0.1", port
        )
    await asyncio.gather(*ends)
    passed, taken = time.perf_counter() - began, sorted(taken)
    return {
        "rate": len(taken) / passed,
        "p50": taken[len(taken) // 2] * 1e3,
        "p99": taken[len(taken) * 99 // 100] * 1e3,
    }


if __name__ == "__main__":
    given = json.load(sys.stdin)
    print(json.dumps(uvloop.run(load(given["port"], given["requests"], given["connections"], given["seconds"]))))
