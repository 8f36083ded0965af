"""The Graph's routes: which handler answers which method on which edge of which kind of node."""

import dataclasses
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from litestar import Response

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.graph import businesses, datasets, media, oauth, solutions, subscriptions, users, wabas
from partnerhub.sandbox.graph.flows import nodes as flows
from partnerhub.sandbox.graph.messages import marketing
from partnerhub.sandbox.graph.messages import send as messages
from partnerhub.sandbox.graph.phones import automation, blocking, codes, commerce, papers, profile, registration
from partnerhub.sandbox.graph.phones import nodes as phones
from partnerhub.sandbox.graph.templates import archive, comparison, copies, library, previews
from partnerhub.sandbox.graph.templates import nodes as templates
from partnerhub.sandbox.graph.uploads import nodes as uploads
from partnerhub.sandbox.store import tokens
from partnerhub.sandbox.weather import store as weather
from partnerhub.sandbox.weather import troubles
from partnerhub.sandbox.wire import http
from partnerhub.sandbox.wire.call import Call, Caller, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object

PREFIX = "/sandbox/graph"
VERSION = re.compile(r"v\d{1,2}\.\d")

Handler = Callable[[Call, Node], Awaitable[Any]]

OPEN: dict[tuple[str, str], Callable[[Call], Awaitable[Any]]] = {
    ("GET", "oauth/access_token"): oauth.exchange,
    ("POST", "oauth/access_token"): oauth.exchange,
    ("GET", "debug_token"): oauth.debug,
    ("GET", "me"): users.me,
    ("GET", "message_template_library"): library.read,
}

EDGES: dict[tuple[str, str, str], Handler] = {
    ("business", "GET", ""): businesses.read,
    ("business", "GET", "client_whatsapp_business_accounts"): businesses.client_wabas,
    ("business", "GET", "owned_whatsapp_business_accounts"): businesses.owned_wabas,
    ("waba", "GET", ""): wabas.read,
    ("waba", "POST", ""): wabas.change,
    ("waba", "GET", "phone_numbers"): phones.of_waba,
    ("waba", "POST", "phone_numbers"): registration.add_number,
    ("waba", "GET", "subscribed_apps"): subscriptions.read,
    ("waba", "POST", "subscribed_apps"): subscriptions.subscribe,
    ("waba", "DELETE", "subscribed_apps"): subscriptions.unsubscribe,
    ("waba", "GET", "assigned_users"): users.assigned,
    ("waba", "POST", "assigned_users"): users.assign,
    ("waba", "DELETE", "assigned_users"): users.unassign,
    ("waba", "GET", "message_templates"): templates.of_waba,
    ("waba", "POST", "message_templates"): templates.create,
    ("waba", "DELETE", "message_templates"): templates.delete,
    ("waba", "POST", "message_templates/archive"): archive.put_away,
    ("waba", "POST", "message_templates/unarchive"): archive.take_back,
    ("waba", "GET", "message_template_previews"): previews.of_waba,
    ("waba", "POST", "migrate_message_templates"): copies.migrate,
    ("waba", "GET", "dataset"): datasets.read,
    ("waba", "POST", "dataset"): datasets.make,
    ("waba", "GET", "flows"): flows.of_waba,
    ("waba", "POST", "flows"): flows.create,
    ("waba", "POST", "migrate_flows"): flows.migrate,
    ("flow", "GET", ""): flows.read,
    ("flow", "POST", "assets"): flows.upload,
    ("flow", "POST", "publish"): flows.publish,
    ("solution", "GET", ""): solutions.read,
    ("solution", "GET", "access_token"): solutions.token,
    ("template", "GET", ""): templates.read,
    ("template", "POST", ""): templates.edit,
    ("template", "GET", "compare"): comparison.read,
    ("phone", "GET", ""): phones.read,
    ("phone", "POST", ""): phones.change,
    ("phone", "POST", "request_code"): registration.request_code,
    ("phone", "POST", "verify_code"): registration.verify_code,
    ("phone", "POST", "register"): registration.register,
    ("phone", "POST", "deregister"): registration.deregister,
    ("phone", "POST", "messages"): messages.send,
    ("phone", "POST", "marketing_messages"): marketing.send,
    ("phone", "GET", "whatsapp_business_profile"): profile.read,
    ("phone", "POST", "whatsapp_business_profile"): profile.change,
    ("phone", "GET", "whatsapp_commerce_settings"): commerce.read,
    ("phone", "POST", "whatsapp_commerce_settings"): commerce.change,
    ("phone", "GET", "block_users"): blocking.read,
    ("phone", "POST", "block_users"): blocking.block,
    ("phone", "DELETE", "block_users"): blocking.unblock,
    ("phone", "GET", "settings"): automation.read_settings,
    ("phone", "POST", "settings"): automation.change_settings,
    ("phone", "POST", "conversational_automation"): automation.change,
    ("phone", "GET", "whatsapp_business_encryption"): papers.key,
    ("phone", "POST", "whatsapp_business_encryption"): papers.set_key,
    ("phone", "GET", "business_compliance_info"): papers.compliance,
    ("phone", "POST", "business_compliance_info"): papers.set_compliance,
    ("phone", "GET", "message_qrdls"): codes.of_phone,
    ("phone", "POST", "message_qrdls"): codes.put,
    ("phone", "GET", "message_qrdls/{code}"): codes.read,
    ("phone", "DELETE", "message_qrdls/{code}"): codes.delete,
    ("phone", "POST", "media"): media.upload,
    ("media", "GET", ""): media.read,
    ("media", "DELETE", ""): media.delete,
}
METHODS = frozenset({"GET", "POST", "DELETE"})
KNOWN_EDGES = frozenset(edge for _, _, edge in EDGES)


async def serve(request: http.AnyRequest, config: Config, database: Database) -> Response[bytes]:
    version, path = _split(request.scope["path"].removeprefix(PREFIX), config)
    try:
        read = http.read_raw if path.startswith(uploads.PREFIX) else http.read
        params, files = await read(request)
        method = str(params.pop("method", request.method)).upper()  # Graph lets any client say method=delete
        token = http.token_of(request, params)
        url = f"{config.graph_url}/{version}/{path}"
        call = Call(method, url, version, token, params, config, database, clock.now(), files)
        if (method, path) in OPEN:
            async with database.working() as db:
                seen = await weather.waiting(db)
            await troubles.meet(database, seen, method, path)
            return http.answered(await OPEN[method, path](call), version, None)
        if of_app := _of_app(call, path):
            await _enter(call, "", path.partition("/")[2])
            return http.answered(await of_app(), version, None)
        call, node, handler = await _found(call, path)
        return http.answered(await handler(call, node), version, node.waba_id)
    except troubles.Trouble as trouble:
        return await trouble.answer(request.receive)
    except GraphError as error:
        return http.refused(error, version)


def _of_app(call: Call, path: str) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Uploads belong to the app, and their sessions are no nodes."""
    if (call.method, path) == ("POST", f"{call.config.app_id}/uploads"):
        return partial(uploads.begin, call)
    if path.startswith(uploads.PREFIX) and call.method in {"GET", "POST"}:
        return partial(uploads.progress if call.method == "GET" else uploads.piece, call, path)
    return None


def _split(path: str, config: Config) -> tuple[str, str]:
    first, _, rest = path.strip("/").partition("/")
    return (first, rest) if VERSION.fullmatch(first) else (config.version, path.strip("/"))


async def _found(call: Call, path: str) -> tuple[Call, Node, Handler]:
    given, _, rest = path.partition("/")
    call, edge = _named(call, rest)
    call, node = await _enter(call, given, edge)
    caller = call.caller
    if node is None or not _visible(caller, node):
        raise no_such_object(call.method, given)
    handler = EDGES.get((node.kind, call.method, edge))
    if handler is None and edge not in KNOWN_EDGES:
        raise GraphError(2500, title=f"Unknown path components: /{edge}")
    if handler is None:
        raise no_such_object(call.method, given)
    return call, node, handler


def _named(call: Call, edge: str) -> tuple[Call, str]:
    """The edge as it stands in the table: what a path names within it becomes a parameter."""
    first, slash, name = edge.partition("/")
    pattern = f"{first}/{{code}}"
    if not slash or edge in KNOWN_EDGES or pattern not in KNOWN_EDGES:
        return call, edge
    return dataclasses.replace(call, params={**call.params, "code": name}), pattern


async def _enter(call: Call, given: str, edge: str) -> tuple[Call, Node | None]:
    """The call with its caller."""
    if not call.token:
        raise GraphError(104)
    if call.method not in METHODS:
        raise no_such_object(call.method, given)
    async with call.database.working() as db:
        row = await tokens.enter(db, oauth.digest(call.token), given)
    await troubles.meet(call.database, row, call.method, edge)
    node = Node(row["id"], row["kind"], row["waba_id"]) if row["id"] else None
    return dataclasses.replace(call, caller=oauth.caller(call, row)), node


def _visible(caller: Caller, node: Node) -> bool:
    return node.kind in {"business", "user", "app", "solution"} or caller.may(node.waba_id)
