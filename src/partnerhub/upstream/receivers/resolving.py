"""Names of receivers, resolved before anything is sent: one address that is not public refuses the whole name.

libcurl would judge one address after another, and send to the first good one; here the addresses that are judged are pinned.
"""

import ipaddress
import socket
import time
from typing import Literal
from urllib.parse import urlsplit

import aiodns
import msgspec

from partnerhub.kit import addresses

KEPT = 60.0  # seconds that an answer is used again
MOST = 10_000  # names that are kept
PATIENCE = 2.0  # seconds for one question; two are asked

Refusal = Literal["blocked", "dns"]


class Pinned(msgspec.Struct, frozen=True):
    """`pin` is a line for libcurl's RESOLVE; None where the host is an address, which libcurl judges as it opens the socket."""

    pin: str | None = None
    refusal: Refusal | None = None


ADDRESS = Pinned()


class Resolver:
    """Belongs to one event loop. `nameservers` as `host:port`, instead of the system's."""

    def __init__(self, nameservers: list[str] | None = None) -> None:
        self._dns = aiodns.DNSResolver(nameservers, timeout=PATIENCE, tries=2)
        self._kept: dict[tuple[str, int], tuple[float, Pinned]] = {}

    def known(self, url: str) -> Pinned | None:
        """What was found lately, or needs no question; None: ask `resolve`."""
        host, port = place(url)
        if is_numeric(host):
            return ADDRESS
        until, pinned = self._kept.get((host, port), (0.0, None))
        return pinned if until > time.monotonic() else None

    async def resolve(self, url: str) -> Pinned:
        host, port = place(url)
        pinned = await self._ask(host, port)
        if len(self._kept) >= MOST:
            self._kept.clear()
        if pinned.refusal is None:
            self._kept[host, port] = (time.monotonic() + KEPT, pinned)
        return pinned

    async def close(self) -> None:
        await self._dns.close()

    async def _ask(self, host: str, port: int) -> Pinned:
        try:
            answer = await self._dns.getaddrinfo(host, family=socket.AF_UNSPEC, type=socket.SOCK_STREAM)
        except (aiodns.error.DNSError, ValueError):  # the second: no name at all
            return Pinned(refusal="dns")
        found = [node.addr[0].decode() for node in answer.nodes]
        if not found:
            return Pinned(refusal="dns")
        if not all(map(addresses.is_public, found)):
            return Pinned(refusal="blocked")
        return Pinned(f"+{host}:{port}:" + ",".join(f"[{one}]" if ":" in one else one for one in found))


def place(url: str) -> tuple[str, int]:
    """Host and port of a URL that `check_target` took."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def is_numeric(host: str) -> bool:
    """Whether libcurl reads an address in it (`1.2.3.4`, `::1`, `2130706433`, `0x7f.1`), and asks nobody."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.rstrip(".").rpartition(".")[2][:1].isdigit()
    return True
