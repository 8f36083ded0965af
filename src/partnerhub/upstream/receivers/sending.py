"""Sending over libcurl on the event loop: connections are kept, a name is judged before, and the socket's address once more."""

import asyncio
import importlib
import socket
import ssl
import time
from collections.abc import Callable
from typing import Any, Self

import structlog

from partnerhub import __version__
from partnerhub.kit import addresses
from partnerhub.upstream.receivers.answers import Answer, Failure, failure_of_status
from partnerhub.upstream.receivers.resolving import ADDRESS, Pinned, Resolver

pycurl: Any = importlib.import_module("pycurl")  # the type checker's stubs of it are older than its asyncio part

ANSWER_WITHIN = 5.0  # seconds until the receiver must have begun to answer
DEADLINE = 10.0  # seconds for everything
LIMIT = 16 * 1024  # bytes of the answer that are read
KEPT_CONNECTIONS = 512
SWEEP_EVERY = 0.25

TLS_FAULTS = frozenset({35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98})  # libcurl's codes
NO_HTTP = 1  # libcurl's code for a URL that is not HTTP, and for an answer that is not
FAULTS: dict[int, Failure] = {NO_HTTP: "blocked", 3: "blocked", 6: "dns", 7: "connect", 28: "timeout"}

Done = Callable[[Answer], None]

log = structlog.get_logger(__name__)


class Sender:
    """Use as an async context manager. One sender, one event loop. With `any_target` nothing is judged (demo and tests)."""

    def __init__(self, *, any_target: bool, resolver: Resolver | None = None) -> None:
        self._any_target = any_target
        self._resolver = resolver or Resolver()
        self._asking: set[asyncio.Task[None]] = set()
        self._multi = pycurl.AsyncCurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, KEPT_CONNECTIONS)
        self._idle: list[_Transfer] = []
        self._running: dict[_Transfer, None] = {}  # in the order of their beginning
        self._sweep: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._sweep:
            self._sweep.cancel()
        for task in self._asking:
            task.cancel()
        await self._multi.aclose()
        await self._resolver.close()

    def send(self, url: str, lines: list[str], body: bytes, done: Done) -> None:
        """POST `body`; `done` is called once, with what came of it."""
        known = ADDRESS if self._any_target else self._resolver.known(url)
        if known is not None:
            self.begin(url, lines, body, done, known)
            return
        task = asyncio.create_task(self._resolve_and_begin(url, lines, body, done))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _resolve_and_begin(self, url: str, lines: list[str], body: bytes, done: Done) -> None:
        began = time.monotonic()
        found = await self._resolver.resolve(url)
        if found.refusal is None:
            self.begin(url, lines, body, done, found)
        else:
            done(Answer(0, found.refusal, b"", round((time.monotonic() - began) * 1000)))

    def begin(self, url: str, lines: list[str], body: bytes, done: Done, pinned: Pinned) -> None:
        """The same once the URL's host is judged."""
        transfer = self._idle.pop() if self._idle else _Transfer(any_target=self._any_target)
        try:
            transfer.prepare(url, lines, body, pinned.pin)
            transfer.future = self._multi.add_handle(transfer.curl)
        except (pycurl.error, ValueError, TypeError):
            log.exception("libcurl refused a request", url=url)
            done(Answer(0, "ours"))
            return
        self._running[transfer] = None
        transfer.future.add_done_callback(lambda _future: self._finished(transfer, done))
        if self._sweep is None:
            self._sweep = asyncio.get_running_loop().call_later(SWEEP_EVERY, self._cancel_silent)

    async def post(self, url: str, lines: list[str], body: bytes) -> Answer:
        """The same, for one who waits for it."""
        answered = asyncio.get_running_loop().create_future()
        self.send(url, lines, body, answered.set_result)
        return await answered

    def _finished(self, transfer: "_Transfer", done: Done) -> None:
        del self._running[transfer]
        answer = transfer.answer()
        self._idle.append(transfer)
        done(answer)

    def _cancel_silent(self) -> None:
        self._sweep = None
        since = time.monotonic() - ANSWER_WITHIN
        for transfer in [one for one in self._running if one.began <= since and not one.answered]:
            transfer.future.cancel()
        if self._running:
            self._sweep = asyncio.get_running_loop().call_later(SWEEP_EVERY, self._cancel_silent)


class _Transfer:
    """A libcurl handle, used again and again, and what it has received."""

    future: asyncio.Future[Any]

    def __init__(self, *, any_target: bool) -> None:
        self._any_target = any_target
        self._received = bytearray()
        self._blocked = self._pinned = False
        self._address = ""
        self.began = 0.0
        self.curl = self._new_handle()

    def prepare(self, url: str, lines: list[str], body: bytes, pin: str | None) -> None:
        """`pin`: the addresses of the URL's host, as libcurl's RESOLVE has them."""
        self._received.clear()
        self._blocked = False
        self._address = ""
        self.began = time.monotonic()
        self.curl.setopt(pycurl.URL, url)
        self.curl.setopt(pycurl.HTTPHEADER, lines)
        self.curl.setopt(pycurl.POSTFIELDS, body)
        if pin is not None:
            self.curl.setopt(pycurl.RESOLVE, [pin])
        elif self._pinned:
            self.curl.unsetopt(pycurl.RESOLVE)
        self._pinned = pin is not None

    @property
    def answered(self) -> bool:
        return self.curl.getinfo(pycurl.RESPONSE_CODE) != 0

    def answer(self) -> Answer:
        """A status counts even when the rest of the answer was too long, too slow or broken off."""
        status = int(self.curl.getinfo(pycurl.RESPONSE_CODE))
        ms = round((time.monotonic() - self.began) * 1000)
        if not status:
            return Answer(0, self._fault(), b"", ms, address=self._address)
        retry_after = int(self.curl.getinfo(pycurl.RETRY_AFTER))
        return Answer(status, failure_of_status(status), bytes(self._received), ms, retry_after, self._address)

    def _fault(self) -> Failure:
        if self.future.cancelled():
            return "blocked" if self._blocked else "timeout"
        error = self.future.exception()
        if self._blocked:
            return "blocked"
        code = error.args[0] if error is not None and error.args else 0
        if code == NO_HTTP and self.curl.getinfo(pycurl.REQUEST_SIZE):
            return "broken"
        return "tls" if code in TLS_FAULTS else FAULTS.get(code, "broken")

    def _new_handle(self) -> Any:
        curl = pycurl.Curl()
        for option, value in {
            pycurl.POST: 1,
            pycurl.NOSIGNAL: 1,
            pycurl.PROXY: "",  # the environment's proxy would be judged instead of the receiver
            pycurl.FOLLOWLOCATION: 0,
            pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
            pycurl.CONNECTTIMEOUT_MS: int(ANSWER_WITHIN * 1000),
            pycurl.TIMEOUT_MS: int(DEADLINE * 1000),
            pycurl.USERAGENT: f"PartnerHub/{__version__}",
            pycurl.WRITEFUNCTION: self._receive,
            pycurl.OPENSOCKETFUNCTION: self._open,
        }.items():
            curl.setopt(option, value)
        _trust_the_systems_authorities(curl)
        return curl

    def _receive(self, piece: bytes) -> int:
        """Taking less than was offered ends the transfer."""
        taken = piece[: LIMIT - len(self._received)]
        self._received += taken
        return len(taken)

    def _open(self, _purpose: int, address: Any) -> Any:
        """The last wall: the socket is opened to a public address or not at all."""
        family, kind, protocol, where = address
        if not self._any_target and (self._blocked or not addresses.is_public(str(where[0]))):
            self._blocked, self._address = True, ""
            return pycurl.SOCKET_BAD
        self._address = str(where[0])
        return socket.socket(family, kind, protocol)


def _trust_the_systems_authorities(curl: Any) -> None:
    """Libcurl of the wheel has no certificates of its own."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile:
        curl.setopt(pycurl.CAINFO, paths.cafile)
    elif paths.capath:
        curl.setopt(pycurl.CAPATH, paths.capath)
