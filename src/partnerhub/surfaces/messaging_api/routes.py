"""Every endpoint of the Messaging API, one line each (contract messaging-and-meta A.2)."""

from collections.abc import Awaitable, Callable
from itertools import starmap
from typing import Any, NamedTuple

from litestar import Response, route
from litestar.handlers import HTTPRouteHandler, delete, get, patch, post, put

from partnerhub.surfaces.messaging_api import health, multi_webhook, webhook
from partnerhub.surfaces.messaging_api.dialects import Dialect
from partnerhub.surfaces.messaging_api.entrance import PUBLIC
from partnerhub.surfaces.messaging_api.passing import MARKETING, attachment, media, send, send_to, to, upload_to

MAX_JSON = 5_000_000
MAX_UPLOAD = 101_000_000  # Meta's largest document, 100 MB, and what multipart puts around it
METHODS: dict[str, Any] = {"GET": get, "POST": post, "PUT": put, "PATCH": patch, "DELETE": delete}
PROFILE, TEMPLATES, BLOCKED = "/whatsapp_business_profile", "/message_templates", "/block_users"


class Line(NamedTuple):
    """One endpoint: how it is reached, what serves it and what it does."""

    method: str
    path: str
    serve: Callable[..., Awaitable[Any]]
    summary: str
    max_body: int = MAX_JSON


class Route(NamedTuple):
    """A line with what its group says: the tag in the documentation and the shape of errors."""

    method: str
    path: str
    serve: Callable[..., Awaitable[Any]]
    summary: str
    max_body: int
    tag: str
    dialect: Dialect


def group(tag: str, dialect: Dialect, *lines: Line) -> list[Route]:
    return [Route(*line, tag, dialect) for line in lines]


ROUTES: tuple[Route, ...] = (
    *group(
        "Messages", Dialect.GRAPH,
        Line("POST", "/messages", send, "Send a message, or mark one as read"),
    ),
    *group(
        "Marketing messages", Dialect.MARKETING,
        Line("POST", "/marketing_messages", send_to(MARKETING), "Send a marketing template"),
        Line("POST", "/marketing/marketing_messages", send_to(MARKETING), "The same by its other path"),
    ),
    *group(
        "Media", Dialect.GRAPH,
        Line("POST", "/media", upload_to("/{phone}/media"), "Upload a file", MAX_UPLOAD),
        Line("GET", "/{media_id:str}", media, "Where a file can be fetched for five minutes"),
        Line("DELETE", "/{media_id:str}", media, "Delete a file"),
        Line("GET", "/whatsapp_business/attachments", attachment, "Fetch a file: our host before the path of its url"),
    ),
    *group(
        "Webhooks", Dialect.GATEWAY,
        Line("GET", "/v1/configs/webhook", webhook.read, "Read the number's webhook"),
        Line("POST", "/v1/configs/webhook", webhook.put, "Set the number's webhook"),
    ),
    *group(
        "Webhooks", Dialect.NATIVE,
        Line("GET", "/waba_webhook", webhook.read_of_waba, "Read the WABA's webhook"),
        Line("POST", "/waba_webhook", webhook.put_of_waba, "Set the WABA's webhook"),
        Line("GET", "/multi_webhook", multi_webhook.read, "List the number's further destinations"),
        Line("POST", "/multi_webhook", multi_webhook.switch, "Tell further destinations, or no longer"),
        Line("PUT", "/multi_webhook", multi_webhook.append, "Add destinations, three at most"),
        Line("PATCH", "/multi_webhook", multi_webhook.change, "Change a destination"),
        Line("DELETE", "/multi_webhook", multi_webhook.remove, "Remove a destination"),
    ),
    *group(
        "Health", Dialect.GATEWAY,
        Line("GET", "/v1/health", health.cached, "Whether the number is connected, cached for five minutes"),
        Line("GET", "/v1/configs/phone_number", health.phone_number, "The key's phone number"),
    ),
    *group(
        "Health", Dialect.NATIVE,
        Line("GET", "/health_status", health.live, "Whether number, WABA, business and app may send, live"),
    ),
    *group(
        "Templates", Dialect.GRAPH,
        Line("GET", TEMPLATES, to("/{waba}/message_templates"), "List templates"),
        Line("POST", TEMPLATES, to("/{waba}/message_templates"), "Create a template"),
        Line("DELETE", TEMPLATES, to("/{waba}/message_templates"), "Delete templates by name or id"),
        Line("GET", "/message_template_library", to("/message_template_library"), "Meta's library of templates"),
    ),
    *group(
        "Profile", Dialect.GRAPH,
        Line("GET", PROFILE, to("/{phone}/whatsapp_business_profile"), "Read the business profile"),
        Line("POST", PROFILE, to("/{phone}/whatsapp_business_profile"), "Change the business profile"),
    ),
    *group(
        "Block users", Dialect.GRAPH,
        Line("GET", BLOCKED, to("/{phone}/block_users"), "List blocked users"),
        Line("POST", BLOCKED, to("/{phone}/block_users"), "Block users"),
        Line("DELETE", BLOCKED, to("/{phone}/block_users"), "Unblock users"),
    ),
)  # fmt: skip


def handlers() -> list[HTTPRouteHandler]:
    methods: dict[str, list[str]] = {}
    for one in ROUTES:
        methods.setdefault(one.path, []).append(one.method)
    return [*starmap(options, methods.items()), *served()]


def options(path: str, methods: list[str]) -> HTTPRouteHandler:
    """Tells the methods of a path to anyone; the framework's own answer would leave some out."""
    allowed = ", ".join([*methods, "OPTIONS"])

    @route(path, http_method="OPTIONS", status_code=204, opt={PUBLIC: True})
    async def tell() -> Response[None]:
        return Response(None, headers={"Allow": allowed})

    return tell


def served() -> list[HTTPRouteHandler]:
    return [
        METHODS[one.method](
            one.path,
            status_code=200,
            name=f"{one.method} {one.path}",
            opt={"dialect": one.dialect},
            request_max_body_size=one.max_body,
        )(one.serve)
        for one in ROUTES
    ]
