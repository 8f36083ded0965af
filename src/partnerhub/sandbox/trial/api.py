"""The sandbox's own Messaging API, below /sandbox/v1 as at waba-sandbox.360dialog.io: webhook and messages (A.8)."""

from typing import Any

import msgspec
from litestar import Response, Router, get, post
from litestar.params import JSONBody

from partnerhub.db.pool import Database, Row
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput, Forbidden, Problem, Unauthorized
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.graph.messages import send as graph_messages
from partnerhub.sandbox.trial import keys, store
from partnerhub.sandbox.wire import http
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError

HEADER = "d360-api-key"
PRODUCT = {"messaging_product": "whatsapp"}
MOST = 200  # messages with one key


class WebhookIn(msgspec.Struct):
    url: str


class NoKey(Unauthorized):
    """The API key is missing or not valid. Write START to the sandbox's number to get one."""


class NotYours(Forbidden):
    """A sandbox key sends to the number that asked for it, and to no other."""


class UsedUp(Forbidden):
    """This key has sent its 200 messages. Write START to get a new one."""


class BadUrl(BadInput):
    """A webhook is a URL that begins with http:// or https://."""


async def entered(request: http.AnyRequest, database: Database) -> Row:
    async with database.working() as db:
        row = await store.find(db, keys.digest(request.headers.get(HEADER, "")))
    if row is None:
        raise NoKey
    return row


@get("/configs/webhook")
async def show_webhook(request: http.AnyRequest, database: WithDatabase) -> dict[str, Any]:
    """Where what concerns the key's owner is sent."""
    return {"url": (await entered(request, database))["url"] or ""}


@post("/configs/webhook", status_code=200)
async def set_webhook(request: http.AnyRequest, data: JSONBody[WebhookIn], database: WithDatabase) -> dict[str, Any]:
    """{"url"}; an empty one takes it away. It may be changed at any time."""
    row = await entered(request, database)
    if data.url and not data.url.startswith(("http://", "https://")):
        raise BadUrl(field="url")
    async with database.working_write() as db:
        await store.set_url(db, row["customer"], data.url or None)
    return {"url": data.url}


@post("/messages")
async def send(request: http.AnyRequest, database: WithDatabase, config: WithConfig) -> Response[bytes]:
    """A message to the key's owner; 201 without `messaging_product`, as the older API, else 200."""
    row = await entered(request, database)
    try:
        given, _ = await http.read(request)
        sent = await _send(row, given, config, database)
    except GraphError as error:
        return http.refused(error, config.version)
    content = sent if PRODUCT.items() <= given.items() else {"messages": sent["messages"], "contacts": sent["contacts"]}
    status = 200 if content is sent else 201
    return Response(msgspec.json.encode(content), status_code=status, media_type="application/json")


async def _send(row: Row, given: dict[str, Any], config: Config, database: Database) -> dict[str, Any]:
    if str(given.get("to", "")).lstrip("+") != row["customer"]:
        raise NotYours(field="to")
    kind = given.get("type", "text")
    if isinstance(part := given.get(kind), dict) and "id" in part:
        raise GraphError(131051, "The sandbox takes media by link only.")
    async with database.working_write() as db:
        if not await store.count(db, row["customer"], MOST):
            raise UsedUp
    url = f"{config.url}/v1/messages"
    call = Call("POST", url, config.version, "", {**given, **PRODUCT}, config, database, clock.now())
    return await graph_messages.send(call, Node(row["phone_id"], "phone", row["waba_id"]))


def of_problem(_request: http.AnyRequest, problem: Problem) -> Response[dict[str, Any]]:
    meta = {"api_status": "stable", "success": False, "http_code": problem.status, "developer_message": problem.message}
    return Response({"meta": meta}, status_code=problem.status)


def router() -> Router:
    return Router(
        path="/sandbox/v1",
        route_handlers=[show_webhook, set_webhook, send],
        exception_handlers={Problem: of_problem},
    )
