"""The receivers, as a process: writes down what came before it answers.

`python -m tests.faults.rig.sink FILE SECRET`; prints its port. The first word of the path says how it answers, see
`answers`; `flaky` and `tenth` answer 500 to the first attempt of some events.
"""

import asyncio
import hashlib
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple, Self

import uvloop
from tests.faults.rig.answers import BY_NAME, Answer
from tests.faults.rig.messages import found_in

from partnerhub.kit.crypto import hmac_sha256_hex

FLAKY = {"flaky": 50, "tenth": 10}  # one event of so many fails at first


class Receipt(NamedTuple):
    """`at`: seconds of the machine's monotonic clock. `status` 0: no answer was begun. `messages`: their numbers."""

    at: float
    status: int
    path: str
    event: str
    digest: str
    signed: bool
    messages: list[int]

    def line(self) -> bytes:
        messages = ",".join(map(str, self.messages))
        return (
            f"{self.at:.6f} {self.status} {self.path} {self.event} {self.digest} {self.signed:d} {messages}\n".encode()
        )

    @classmethod
    def read(cls, line: str) -> Self:
        at, status, path, event, digest, signed, messages = line.split(" ")
        numbers = [int(one) for one in messages.split(",")] if messages.strip() else []
        return cls(float(at), int(status), path, event, digest, signed == "1", numbers)


def digest_of(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=8).hexdigest()


class Sink:
    def __init__(self, file: Path, secret: str) -> None:
        self.file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.secret = secret
        self.failed: set[str] = set()

    def receive(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        event = headers.get("webhook-id", "-")
        status, answer = BY_NAME[self.manner(path, event)]
        signed = headers.get("x-360dialog-signature", "") == hmac_sha256_hex(self.secret, body)
        receipt = Receipt(time.monotonic(), status, path, event, digest_of(body), signed, found_in(body))
        os.write(self.file, receipt.line())
        return answer

    def manner(self, path: str, event: str) -> str:
        first = path.split("/")[1]
        if first not in FLAKY:
            return first
        if event in self.failed or int(digest_of(event.encode()), 16) % FLAKY[first]:
            return "ok"
        self.failed.add(event)
        return "fail"


class Connection(asyncio.Protocol):
    transport: asyncio.Transport

    def __init__(self, sink: Sink) -> None:
        self.sink, self.rest = sink, bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self.rest += data
        while (end := self.rest.find(b"\r\n\r\n")) >= 0:
            first, *lines = self.rest[:end].decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            whole = end + 4 + int(headers.get("content-length", "0"))
            if len(self.rest) < whole:
                return
            body = bytes(self.rest[end + 4 : whole])
            del self.rest[:whole]
            self.sink.receive(first.split(" ")[1], headers, body)(self.transport)


async def main() -> None:
    sink = Sink(Path(sys.argv[1]), sys.argv[2])
    server = await asyncio.get_running_loop().create_server(lambda: Connection(sink), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 — the port is what the one who starts us waits for
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main())
