"""How receivers answer, well and badly: by the first word of the path."""

import asyncio
import gzip
from collections.abc import Callable

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK"
FAILED = b"HTTP/1.1 500 Failed\r\ncontent-length: 4\r\n\r\nSad!"
LARGE = 10 * 1024 * 1024
BOMB = gzip.compress(bytes(64 * 1024 * 1024))  # 64 KiB that would be 64 MiB

Answer = Callable[[asyncio.Transport], None]


def ok(transport: asyncio.Transport) -> None:
    transport.write(OK)


def fail(transport: asyncio.Transport) -> None:
    transport.write(FAILED)


def slow(transport: asyncio.Transport) -> None:
    """A second late."""
    asyncio.get_running_loop().call_later(1, ok, transport)


def hang(_transport: asyncio.Transport) -> None:
    """Says nothing, and stays."""


def reset(transport: asyncio.Transport) -> None:
    """Breaks off in the middle of the body."""
    transport.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf")
    asyncio.get_running_loop().call_later(0.01, transport.abort)


def early(transport: asyncio.Transport) -> None:
    """Breaks off before a word."""
    transport.abort()


def large(transport: asyncio.Transport) -> None:
    transport.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % LARGE + bytes(LARGE))


def bomb(transport: asyncio.Transport) -> None:
    transport.write(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: %d\r\n\r\n" % len(BOMB) + BOMB)


def drip(transport: asyncio.Transport) -> None:
    """One byte a second, for a minute."""
    transport.write(b"HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n")
    _drip(transport, 60)


def _drip(transport: asyncio.Transport, left: int) -> None:
    if left and not transport.is_closing():
        transport.write(b".")
        asyncio.get_running_loop().call_later(1, _drip, transport, left - 1)


def garbage(transport: asyncio.Transport) -> None:
    """No HTTP at all, and no end of it."""
    transport.write(b"\0\xff" * 100_000)


BY_NAME: dict[str, tuple[int, Answer]] = {
    "ok": (200, ok),
    "fail": (500, fail),
    "slow": (200, slow),
    "hang": (0, hang),
    "reset": (200, reset),
    "early": (0, early),
    "large": (200, large),
    "bomb": (200, bomb),
    "drip": (200, drip),
    "garbage": (0, garbage),
}
