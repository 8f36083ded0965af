"""One port for all: the first words of the path, and the host where hosts are split, choose the surface.

Around each request: an id that is in the answer and in every log line, a log line, and the numbers for /metrics.
"""

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import msgspec
import structlog
from litestar.types import ASGIApp, Message, Receive, Send

from partnerhub.kit import ids
from partnerhub.kit.problems import HungUpError
from partnerhub.settings import Settings
from partnerhub.surfaces import messaging_api
from partnerhub.surfaces.operations.metrics import observe

log = structlog.get_logger()
Lifespan = Callable[[], AbstractAsyncContextManager[None]]
HUNG_UP = 499  # what nginx calls it, for the log and the numbers
HUB = {
    "",
    "dashboard",
    "onboarding",
    "lp",
    "login",
    "logout",
    "signup",
    "operator",
    "hub",
    "static",
    "favicon.ico",
    "robots.txt",
}


class Surfaces(msgspec.Struct, frozen=True, kw_only=True):
    partner_api: Any
    messaging_api: Any
    hub: Any
    meta_webhooks: Any
    operations: Any
    sandbox: Any | None

    def apps(self) -> list[ASGIApp]:
        return [app for app in (getattr(self, name) for name in self.__struct_fields__) if app is not None]


class Dispatch:
    def __init__(self, surfaces: Surfaces, settings: Settings, lifespan: Lifespan) -> None:
        self.surfaces = surfaces
        self._lifespan = lifespan
        self._first = self._table()
        self._hosts = {
            host.lower(): name
            for host, name in (
                (settings.api_host, "partner_api"),
                (settings.messaging_host, "messaging_api"),
                (settings.hub_host, "hub"),
            )
            if host
        }

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)

    def name_of(self, path: str, host: str) -> str:
        """The surface that serves `path` on `host`."""
        first, _, rest = path[1:].partition("/")
        name = self._first.get(first, "messaging_api")
        if first == "v1" and (rest.startswith("partners/") or rest.rstrip("/") == "token"):
            name = "partner_api"
        only = self._hosts.get(_name(host))
        return only if only and name in self._hosts.values() else name

    def _is_a_persons(self, plain: Any) -> bool:
        """A mistyped page, opened by a browser: the Hub says so to a person. What the Messaging API knows stays its own."""
        headers: dict[bytes, bytes] = dict(plain["headers"])
        opens = plain["method"] == "GET" and headers.get(b"accept", b"").lower().startswith(b"text/html")
        is_ours = self._hosts.get(_name(_host(plain)), "hub") == "hub"
        return (
            opens and is_ours and messaging_api.KEY.encode() not in headers and not messaging_api.knows(plain["path"])
        )

    def _table(self) -> dict[str, str]:
        table = dict.fromkeys(HUB, "hub") | {
            "api": "partner_api",
            "openapi.json": "partner_api",
            "docs": "operations",
            "healthz": "operations",
            "readyz": "operations",
            "metrics": "operations",
            "meta": "meta_webhooks",
        }
        return table | ({"sandbox": "sandbox"} if self.surfaces.sandbox else {})

    async def _serve(self, scope: Any, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        request_id = ids.uuid7()
        plain = {**_plain(scope), "request_id": request_id}
        name = self.name_of(plain["path"], _host(scope))
        name = "hub" if name == "messaging_api" and self._is_a_persons(plain) else name
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status = 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = (_with_head(*one) for one in message.get("headers", ()))
                message["headers"] = [*headers, (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await getattr(self.surfaces, name)(plain, _whole(receive), send_with_id)
        except HungUpError:
            status = HUNG_UP
        finally:
            seconds = time.perf_counter() - started
            observe(name, scope["method"], status, seconds)
            log.info(
                "request",
                surface=name,
                method=scope["method"],
                path=scope["path"],
                status=status,
                ms=round(seconds * 1000, 1),
            )
            structlog.contextvars.clear_contextvars()

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        phase = "startup"
        try:
            async with self._lifespan():
                await send({"type": "lifespan.startup.complete"})
                await receive()
                phase = "shutdown"
        except Exception as error:
            log.exception("start or stop failed")
            await send({"type": f"lifespan.{phase}.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})


def _whole(receive: Receive) -> Receive:
    """Raises HungUpError for a body that will never be whole."""
    is_whole = False

    async def received() -> Any:
        nonlocal is_whole
        message = await receive()
        if message["type"] == "http.disconnect" and not is_whole:
            raise HungUpError
        is_whole = is_whole or not message.get("more_body", False)
        return message

    return received


def _plain(scope: Any) -> Any:
    """HEAD is answered as GET is; the server leaves the body out. NUL in a path, which PostgreSQL refuses, names nothing.

    A slash too many in front comes from a base URL that ends with one.
    """
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    path = "/" + scope["path"].lstrip("/") if scope["path"].startswith("//") else scope["path"]
    return {**scope, "method": method, "path": path.replace("\0", "\ufffd")}


def _with_head(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Where GET is allowed, HEAD is (RFC 9110 §9.1)."""
    is_left_out = name.lower() == b"allow" and b"GET" in value and b"HEAD" not in value
    return (name, value + b", HEAD") if is_left_out else (name, value)


def _name(host: str) -> str:
    return host.partition(":")[0].lower()


def _host(scope: Any) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
