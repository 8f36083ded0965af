"""A line of the route table: how an endpoint is served, and what its documentation begins with."""

import inspect
import re
from collections.abc import Callable
from typing import Any, NamedTuple, get_args

from litestar import Response, get, route
from litestar.enums import RequestEncodingType
from litestar.handlers import HTTPRouteHandler, delete, patch, post, put
from litestar.params import BodyKwarg

from partnerhub.db.listing import Listing
from partnerhub.domain.access.limits import Policy
from partnerhub.surfaces.partner_api.wire.entrance import LIMITS, PUBLIC, READS, SCOPE
from partnerhub.surfaces.partner_api.wire.idempotency import once
from partnerhub.surfaces.partner_api.wire.limits import STRANGER, TOKENS
from partnerhub.surfaces.partner_api.wire.noting import ACTION

METHODS: dict[str, Any] = {"GET": get, "POST": post, "PATCH": patch, "PUT": put, "DELETE": delete}
AREAS = {  # tag: the area of its scopes, see domain/access/scopes.py
    "Tokens": "partner",
    "Partner": "partner",
    "Settings": "partner",
    "Clients": "clients",
    "Account sharing": "clients",
    "Channels": "channels",
    "Channel API keys": "channel_keys",
    "WABA accounts": "templates",
    "Templates": "templates",
    "Flows": "templates",
    "Balance and usage": "billing",
    "API keys": "partner_keys",
    "Users": "users",
    "Webhooks": "webhooks",
    "Onboarding links": "onboarding",
    "Audit log": "partner",
}
IN_PATH = re.compile(r"{(\w+):str}")


class Doc(NamedTuple):
    """One endpoint: how it is reached, what serves it, and how it is called in the documentation."""

    method: str
    path: str
    serve: Callable[..., Any]
    status: int
    tag: str
    summary: str
    limits: tuple[Policy, ...] = ()
    upstream: bool = False  # asks Meta, which may fail
    largest: int = 1_000_000  # bytes of a request's body
    lists: Listing | None = None  # what can be filtered and sorted by

    def __str__(self) -> str:
        return f"{self.method} {self.address}"

    @property
    def address(self) -> str:
        """The path as OpenAPI writes it."""
        return IN_PATH.sub(r"{\1}", self.path)

    @property
    def names(self) -> list[str]:
        """The ids in the path."""
        return IN_PATH.findall(self.path)

    @property
    def public(self) -> bool:
        return self.path.endswith("/token")

    @property
    def scope(self) -> str:
        """What a key, or the role of a user, needs to call it: `channels:read`."""
        return f"{AREAS[self.tag]}:{'read' if self.method == 'GET' else 'write'}"

    @property
    def reads(self) -> bool:
        """Whether it is a read that goes on with the connection that let the caller in."""
        return self.method == "GET" and "db" in inspect.signature(self.serve).parameters

    @property
    def takes_file(self) -> bool:
        """Whether its body is a form with a file."""
        data = inspect.signature(self.serve).parameters.get("data")
        marks = get_args(data.annotation)[1:] if data else ()
        return any(isinstance(one, BodyKwarg) and one.media_type == RequestEncodingType.MULTI_PART for one in marks)

    @property
    def action(self) -> str:
        """How the audit log calls it: `partner_keys.create`."""
        return f"{self.serve.__module__.rpartition('.')[2]}.{self.serve.__name__}"

    @property
    def repeatable(self) -> bool:
        """Whether `Idempotency-Key` is taken."""
        return self.method in {"POST", "PATCH"} and not self.public


def endpoint(doc: Doc) -> HTTPRouteHandler:
    return METHODS[doc.method](
        doc.path,
        status_code=doc.status,
        name=str(doc),
        opt={
            PUBLIC: TOKENS if doc.public else None,
            SCOPE: doc.scope,
            LIMITS: doc.limits,
            READS: doc.reads,
            ACTION: doc.action,
        },
        request_max_body_size=doc.largest,
    )(once(doc.serve, doc.status) if doc.repeatable else doc.serve)


def options(path: str, methods: list[str]) -> HTTPRouteHandler:
    """Tells the methods of a path to anyone; the framework's own answer would leave some out."""
    allowed = ", ".join([*dict.fromkeys(methods), "OPTIONS"])

    @route(path, http_method="OPTIONS", status_code=204, opt={PUBLIC: STRANGER})
    async def tell() -> Response[None]:
        return Response(None, headers={"Allow": allowed})

    return tell


def served(document: Callable[[], dict[str, Any]]) -> HTTPRouteHandler:
    """The document itself."""

    @get("/openapi.json", opt={PUBLIC: STRANGER})
    async def read() -> dict[str, Any]:
        return document()

    return read
