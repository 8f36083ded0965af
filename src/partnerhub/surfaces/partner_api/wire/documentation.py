"""The OpenAPI document of the Partner API: made from the handlers' types, with the errors that every route can give."""

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

from litestar import Controller, Litestar, MediaType, Request, Response, get, route
from litestar.handlers import HTTPRouteHandler, delete, patch, post, put
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.spec import Components, SecurityScheme, Server

from partnerhub import __version__
from partnerhub.domain.access.limits import Policy
from partnerhub.surfaces.partner_api.wire.beyond import BEYOND
from partnerhub.surfaces.partner_api.wire.entrance import LIMITS, PUBLIC, READS, SCOPE
from partnerhub.surfaces.partner_api.wire.errors import Fault
from partnerhub.surfaces.partner_api.wire.examples import EXAMPLES, Example
from partnerhub.surfaces.partner_api.wire.idempotency import once

METHODS: dict[str, Any] = {"GET": get, "POST": post, "PATCH": patch, "PUT": put, "DELETE": delete}
AREAS = {  # tag: the area of its scopes, see domain/access/keys.py
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
    "Webhooks": "webhooks",
    "Onboarding links": "onboarding",
}
SHOWN = EXAMPLES | BEYOND
SUMMARY = """\
The partner layer of the WhatsApp Business Platform: partners, clients, channels and their API keys.
Authenticate with `x-api-key: <partner key>`; bearer tokens of `POST /api/v2/token` are accepted too.
"""
OPENAPI = OpenAPIConfig(
    title="PartnerHub Partner API",
    version=__version__,
    description=SUMMARY,
    servers=[Server(url="/")],
    render_plugins=[],
    path="/openapi",
    components=Components(
        security_schemes={
            "PartnerApiKey": SecurityScheme(type="apiKey", name="X-API-Key", security_scheme_in="header"),
            "Bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT"),
        }
    ),
)


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

    @property
    def public(self) -> bool:
        return self.path.endswith("/token")

    @property
    def scope(self) -> str:
        """What a key needs to call it: `channels:read`."""
        return f"{AREAS[self.tag]}:{'read' if self.method == 'GET' else 'write'}"

    @property
    def reads(self) -> bool:
        """Whether it is a read that goes on with the connection that let the caller in."""
        return self.method == "GET" and "db" in inspect.signature(self.serve).parameters

    @property
    def repeatable(self) -> bool:
        """Whether `Idempotency-Key` is taken."""
        return self.method in {"POST", "PATCH"} and not self.public


def endpoint(doc: Doc) -> HTTPRouteHandler:
    faults = {400: "Wrong payload", 401: "Credentials missing or invalid", 429: "Too many requests"}
    if not doc.public:
        faults |= {403: "Valid credentials, but not for this", 404: "Not found", 409: "Not in a state that allows this"}
    if doc.repeatable:
        faults |= {422: "The Idempotency-Key was used with another request"}
    if doc.upstream:
        faults |= {502: "The WhatsApp platform failed", 504: "The WhatsApp platform did not answer in time"}
    return METHODS[doc.method](
        doc.path,
        status_code=doc.status,
        tags=[doc.tag],
        summary=doc.summary,
        operation_id=f"{doc.method.lower()}_{doc.serve.__module__.rpartition('.')[2]}_{doc.serve.__name__}",
        opt={PUBLIC: doc.public, SCOPE: doc.scope, LIMITS: doc.limits, READS: doc.reads},
        security=[] if doc.public else [{"PartnerApiKey": []}, {"Bearer": []}],
        responses={
            status: ResponseSpec(data_container=Fault, description=text, generate_examples=False)
            for status, text in faults.items()
        },
        raises=[],
    )(once(doc.serve, doc.status) if doc.repeatable else doc.serve)


def options(path: str, methods: list[str]) -> HTTPRouteHandler:
    """Tells the methods of a path to anyone; the framework's own answer would leave some out."""
    allowed = ", ".join([*dict.fromkeys(methods), "OPTIONS"])

    @route(path, http_method="OPTIONS", status_code=204, opt={PUBLIC: True}, include_in_schema=False)
    async def tell() -> Response[None]:
        return Response(None, headers={"Allow": allowed})

    return tell


class OpenApi(Controller):
    """The document itself."""

    opt = {PUBLIC: True}  # noqa: RUF012
    include_in_schema = False

    @get("/openapi.json", media_type=MediaType.JSON)
    async def read(self, request: Request[Any, Any, Any]) -> dict[str, Any]:
        return document(request.app)


def document(app: Litestar) -> dict[str, Any]:
    """Made from the handlers' types, with an example where there is one."""
    made = app.openapi_schema.to_schema()
    for path, item in made["paths"].items():
        for method, operation in item.items():
            for example in SHOWN.get((method.upper(), path), ()):
                _content(operation, example)["example"] = example.value
    return made


def _content(operation: dict[str, Any], example: Example) -> dict[str, Any]:
    whole = operation["requestBody"] if example.status is None else operation["responses"][str(example.status)]
    return whole["content"]["application/json"]
