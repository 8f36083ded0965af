"""Meta, as a process: posts signed payloads, writes down what was acknowledged, sends again what was not.

`python -m tests.faults.rig.client`, with a `Task` as JSON on standard input; SIGTERM: no new messages. Ends when nothing
is left to send, with a `Told` as JSON on standard output.
"""

import asyncio
import os
import random
import signal
import sys
import time
from collections import deque

import msgspec
import uvloop
from tests.faults.rig.messages import Number, payload, together

from partnerhub.kit.crypto import hmac_sha256_hex

OK = 200
PATIENCE = 60.0  # seconds for one answer
RETRY_AFTER = 0.05
PER_CONNECTION = 200  # payloads; then a new one, perhaps to another server


class Task(msgspec.Struct, kw_only=True):
    """Messages `first` to `total`, exclusive, to `numbers` in turn; `rate` a second at most.

    `gives_up`: the share of payloads of unknown fate that are not sent again. `ordered`: a message goes out when the one
    before it to the same number is acknowledged; then `lanes` must divide the count of numbers and of messages.
    """

    ports: list[int]
    secret: str
    numbers: list[Number]
    acknowledged: str
    total: int
    first: int = 0
    rate: float
    lanes: int = 16
    gives_up: float = 0.0
    ordered: bool = False
    seed: int = 1


class Told(msgspec.Struct, kw_only=True):
    """`sent`: messages up to this, exclusive. `broken`: requests that ended without an answer; `refused`: connections."""

    sent: int = 0
    given_up: list[int] = []
    statuses: dict[int, int] = {}
    broken: int = 0
    refused: int = 0


class Client:
    def __init__(self, task: Task) -> None:
        self.task, self.told = task, Told(sent=task.first)
        self.chance = random.Random(task.seed)
        self.began = time.monotonic()
        shared: deque[list[int]] = deque()
        self.again = [deque[list[int]]() if task.ordered else shared for _ in range(task.lanes)]
        self.drawn = [0] * task.lanes
        self.in_hand = 0
        self.pending: list[bytes] = []
        self.ended = False

    async def run(self) -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self.stop)
        keeping = asyncio.create_task(self.keep())
        await asyncio.gather(*(self.lane(n) for n in range(self.task.lanes)))
        self.ended = True
        await keeping

    def stop(self) -> None:
        self.task.total = self.told.sent

    async def keep(self) -> None:
        """Acknowledged is what is on the disk: each message's number, and when the 200 came."""
        file = os.open(self.task.acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        while self.pending or not self.ended:
            written, self.pending = self.pending, []
            if written:
                os.write(file, b"".join(written))
                await asyncio.to_thread(os.fsync, file)
            await asyncio.sleep(0.01)
        os.close(file)

    async def lane(self, which: int) -> None:
        """One connection after the other, from server to server."""
        turn = which
        while not self.over:
            turn += 1
            try:
                reader, writer = await asyncio.open_connection(
                    "127.0.0.1", self.task.ports[turn % len(self.task.ports)]
                )
            except OSError:
                self.told.refused += 1
                await asyncio.sleep(RETRY_AFTER)
                continue
            await self.speak(which, reader, writer)
            writer.close()

    async def speak(self, which: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in range(PER_CONNECTION):
            several = await self.next(which)
            if several is None:
                return
            if reader.at_eof() or writer.is_closing():  # closed while nothing was asked: nothing is broken
                self.put_back(which, several)
                return
            try:
                status, stays = await asyncio.wait_for(self.exchange(reader, writer, several), PATIENCE)
            except (OSError, EOFError, TimeoutError):
                self.broke(which, several)
                return
            self.answered(which, several, status)
            if status != OK:
                await asyncio.sleep(RETRY_AFTER)
            if not stays:
                return

    async def next(self, which: int) -> list[int] | None:
        """What to send next, when it is time; None when there is nothing left."""
        while not self.over:
            if self.again[which]:
                self.in_hand += 1
                return self.again[which].popleft()
            wait = self.began + (self.told.sent - self.task.first) / self.task.rate - time.monotonic()
            if self.has_fresh(which) and wait <= 0:
                self.in_hand += 1
                return self.draw(which)
            await asyncio.sleep(min(max(wait, 0.001), 0.05))
        return None

    def has_fresh(self, which: int) -> bool:
        if self.task.ordered:
            return self.drawn[which] * self.task.lanes < self.task.total - self.task.first
        return self.told.sent < self.task.total

    def draw(self, which: int) -> list[int]:
        """Messages that were never sent; in order: each number's on one lane."""
        several = together(self.told.sent)
        if self.task.ordered:
            several = [self.task.first + self.drawn[which] * self.task.lanes + which]
            self.drawn[which] += 1
        self.told.sent += len(several)
        return several

    @property
    def over(self) -> bool:
        return self.told.sent >= self.task.total and not any(self.again) and not self.in_hand

    async def exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, several: list[int]
    ) -> tuple[int, bool]:
        """The status, and whether the connection stays."""
        body = payload(several, self.task.numbers)
        signature = hmac_sha256_hex(self.task.secret, body)
        writer.write(
            f"POST /meta/webhook HTTP/1.1\r\nhost: hub\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
            f"x-hub-signature-256: sha256={signature}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        return int(head[9:12]), b"\r\nconnection: close" not in head

    def answered(self, which: int, several: list[int], status: int) -> None:
        self.told.statuses[status] = self.told.statuses.get(status, 0) + 1
        if status == OK:
            now = time.monotonic()
            self.pending += [b"%d %.6f\n" % (n, now) for n in several]
            self.in_hand -= 1
        else:
            self.put_back(which, several)

    def put_back(self, which: int, several: list[int]) -> None:
        self.again[which].append(several)
        self.in_hand -= 1

    def broke(self, which: int, several: list[int]) -> None:
        """Nobody knows whether it was taken."""
        self.told.broken += 1
        if self.chance.random() < self.task.gives_up:
            self.told.given_up += several
            self.in_hand -= 1
        else:
            self.put_back(which, several)


def main() -> None:
    client = Client(msgspec.json.decode(sys.stdin.buffer.read(), type=Task))
    uvloop.run(client.run())
    sys.stdout.buffer.write(msgspec.json.encode(client.told))


if __name__ == "__main__":
    main()
