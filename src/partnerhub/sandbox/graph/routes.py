"""The Graph on HTTP: who calls, which node is meant, who answers."""

import dataclasses
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from litestar import Response

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.graph import oauth
from partnerhub.sandbox.graph.table import EDGES, KNOWN_EDGES, OF_APP, OPEN, Handler
from partnerhub.sandbox.graph.uploads import nodes as uploads
from partnerhub.sandbox.store import tokens
from partnerhub.sandbox.weather import pace, troubles
from partnerhub.sandbox.weather import store as weather
from partnerhub.sandbox.wire import batch, http
from partnerhub.sandbox.wire.call import Call, Caller, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object

PREFIX = "/sandbox/graph"
VERSION = re.compile(r"v\d{1,2}\.\d")

METHODS = frozenset({"GET", "POST", "DELETE"})


async def serve(request: http.AnyRequest, config: Config, database: Database) -> Response[bytes]:
    version, path = _split(request.scope["path"].removeprefix(PREFIX), config)
    try:
        read = http.read_raw if path.startswith(uploads.PREFIX) else http.read
        params, files = await read(request)
        method = str(params.pop("method", request.method)).upper()  # Graph lets any client say method=delete
        token = http.token_of(request, params)
        call = Call(method, "", version, token, params, config, database, clock.now(), files)
        if (method, path) == ("POST", "") and "batch" in params:
            return await batch.serve(call, lambda one, url: _serve(one, *_split(url, config)))
        return await _serve(call, version, path)
    except troubles.Trouble as trouble:
        return await trouble.answer(request.receive)
    except GraphError as error:
        return http.refused(error, version)


async def _serve(call: Call, version: str, path: str) -> Response[bytes]:
    """One call, by itself or of a batch."""
    path = path.rstrip("/")
    call = dataclasses.replace(call, version=version, url=f"{call.config.graph_url}/{version}/{path}")
    try:
        if (call.method, path) in OPEN:
            async with call.database.working() as db:
                seen = await weather.waiting(db)
            await troubles.meet(call.database, seen, call.method, path)
            return http.answered(await OPEN[call.method, path](call), version, None)
        if of_app := _of_app(call, path):
            call, _ = await _enter(call, "", path.partition("/")[2])
            return http.answered(await of_app(call), version, None)
        call, node, handler = await _found(call, path)
        return http.answered(await handler(call, node), version, node.waba_id, call.used)
    except GraphError as error:
        return http.refused(error, version)


def _of_app(call: Call, path: str) -> Callable[[Call], Awaitable[dict[str, Any]]] | None:
    """The app is no node, nor are the sessions of its uploads."""
    given, _, edge = path.partition("/")
    if given == call.config.app_id and (call.method, edge) in OF_APP:
        return OF_APP[call.method, edge]
    if path.startswith(uploads.PREFIX) and call.method in {"GET", "POST"}:
        return partial(uploads.progress if call.method == "GET" else uploads.piece, session=path)
    return None


def _split(path: str, config: Config) -> tuple[str, str]:
    first, _, rest = path.strip("/").partition("/")
    return (first, rest) if VERSION.fullmatch(first) else (config.version, path.strip("/"))


async def _found(call: Call, path: str) -> tuple[Call, Node, Handler]:
    given, _, rest = path.removeprefix("signups/").partition("/")  # those stand below a word, not below their account
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
    call = dataclasses.replace(call, caller=oauth.caller(call, row))
    node = Node(row["id"], row["kind"], row["waba_id"]) if row["id"] else None
    if row["limited"] and node and pace.counts(node.kind, edge) and _visible(call.caller, node):
        async with call.database.working_write() as db:
            call = dataclasses.replace(call, used=await pace.ask(db, node.waba, call.now))
    return call, node


def _visible(caller: Caller, node: Node) -> bool:
    return node.kind in {"business", "user", "app", "solution", "credit", "preverified"} or caller.may(node.waba_id)
