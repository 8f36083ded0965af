"""Meta, as a load: signed webhooks, each with a message of its own, as many as are taken or so many a second.

A process of its own: `python -m rig.meta`. Each body holds the time when it was sent, for whoever receives it.
"""

import asyncio
import hashlib
import hmac
import json
import random
import sys
import time

import uvloop

SECRET = "the secret of the app"  # noqa: S105
TEXT = "Hello, do you have it in blue, too? " * 3
BODY = (
    '{"object":"whatsapp_business_account","entry":[{"id":"%s","changes":[{"value":{"messaging_product":"whatsapp",'
    '"metadata":{"display_phone_number":"15550783881","phone_number_id":"%s"},"contacts":[{"profile":{"name":"Ada"},'
    '"wa_id":"16315551181"}],"messages":[{"from":"16315551181","id":"wamid.%032x","timestamp":"1758254144",'
    '"text":{"body":"' + TEXT + '"},"type":"text"}]},"field":"messages"}],"sent":"%017.6f"}]}'
)
HEAD = (
    "POST /meta/webhook HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    "x-hub-signature-256: sha256=%s\r\ncontent-length: %d\r\n\r\n"
)
KEY = hmac.new(SECRET.encode(), digestmod=hashlib.sha256)


def request(number: tuple[str, str]) -> bytes:
    """Of one message for this (WABA, number)."""
    body = (BODY % (*number, random.getrandbits(128), time.monotonic())).encode()
    mac = KEY.copy()
    mac.update(body)
    return (HEAD % (mac.hexdigest(), len(body))).encode() + body


class Connection(asyncio.Protocol):
    """One request at a time; `answered` is called with the seconds it took."""

    def __init__(self, answered) -> None:
        self.answered = answered

    def connection_made(self, transport) -> None:
        self.transport = transport

    def send(self, number: tuple[str, str]) -> None:
        self.began = time.monotonic()
        self.transport.write(request(number))

    def data_received(self, data: bytes) -> None:
        """Head and body may come apart."""
        if data.endswith(b"EVENT_RECEIVED"):
            self.answered(self, time.monotonic() - self.began)
        elif not data.startswith(b"HTTP/1.1 200"):
            raise SystemExit(data)


class Load:
    def __init__(self, given: dict) -> None:
        self.port, self.numbers = given["port"], [tuple(one) for one in given["numbers"]]
        self.taken: list[float] = []
        self.ends = asyncio.Event()

    async def connect(self, answered) -> Connection:
        _, made = await asyncio.get_running_loop().create_connection(
            lambda: Connection(answered), "127.0.0.1", self.port
        )
        return made

    async def as_many_as_are_taken(self, connections: int, seconds: float) -> dict[str, float]:
        until, open_ones = time.monotonic() + seconds, connections

        def answered(one: Connection, took: float) -> None:
            nonlocal open_ones
            self.taken.append(took)
            if time.monotonic() < until:
                one.send(random.choice(self.numbers))
            else:
                one.transport.close()
                open_ones -= 1
                if not open_ones:
                    self.ends.set()

        began = time.monotonic()
        for one in [await self.connect(answered) for _ in range(connections)]:
            one.send(random.choice(self.numbers))
        await self.ends.wait()
        return self.found(time.monotonic() - began)

    async def so_many_a_second(self, rate: float, seconds: float) -> dict[str, float]:
        """At the times of a Poisson process, whether the answers before have come or not."""
        free: list[Connection] = []
        under_way = 0

        def answered(one: Connection, took: float) -> None:
            nonlocal under_way
            under_way -= 1
            self.taken.append(took)
            free.append(one)

        free += [await self.connect(answered) for _ in range(64)]
        began = due = time.monotonic()
        while due < began + seconds:
            while due <= time.monotonic():
                one = free.pop() if free else await self.connect(answered)
                one.send(random.choice(self.numbers))
                under_way += 1
                due += random.expovariate(rate)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
        while under_way:  # noqa: ASYNC110 — looked at from outside the loop that measures
            await asyncio.sleep(0.01)
        return self.found(seconds)

    def found(self, seconds: float) -> dict[str, float]:
        ordered = sorted(self.taken)
        return {
            "count": len(ordered),
            "rate": len(ordered) / seconds,
            "p50": ordered[len(ordered) // 2] * 1e3,
            "p99": ordered[len(ordered) * 99 // 100] * 1e3,
        }


async def main(given: dict) -> None:
    load = Load(given)
    if "rate" in given:
        print(json.dumps(await load.so_many_a_second(given["rate"], given["seconds"])))
    else:
        print(json.dumps(await load.as_many_as_are_taken(given["connections"], given["seconds"])))


if __name__ == "__main__":
    uvloop.run(main(json.load(sys.stdin)))
