"""Passing on: Meta's path without its version and ids in front, everything else byte for byte (contract A.1).

`to` answers a table row; the body is only looked at so far as to know that it is a JSON object.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.params import FromPath
from litestar.response import Stream

from partnerhub.domain import messaging
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.kit.problems import BadInput, NotFound
from partnerhub.surfaces.messaging_api.dialects import Dialect
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.upstream.graph import META_FILES, Forwarded

Ask = Request[Any, Any, Any]
Serve = Callable[..., Awaitable[Response[Any]]]
JSON = {"content-type": "application/json"}
HTTP_ERROR = 400
MARKETING = "/{phone}/marketing_messages"


class NotAnObject(BadInput):
    """The body must be a JSON object."""


class NoSuchNode(NotFound):
    """Object with this id does not exist."""


def to(path: str) -> Serve:
    """JSON in, JSON out, to `path` at Graph; `{phone}` and `{waba}` are the key's own."""

    async def pass_on(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        body = await _object(request)
        where, query = _own(path, channel), request.scope["query_string"].decode("latin-1")
        sent = JSON if body else {}
        async with graph.forward(request.method, where, token=token, query=query, headers=sent, body=body) as answer:
            return await _whole(answer, request)

    return pass_on


async def send(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """A message, by the Marketing Messages API if the partner has set it so and that API may take it."""
    database, members = request.app.state.database, await _members(request)
    body = await messaging.marketing_body(database, channel, members) if channel.routes_marketing else None
    if body is None:
        return await send_to("/{phone}/messages")(request, channel, graph, token)
    if channel.unpaid:
        messaging.refuse_unpaid(channel)
    where = _own(MARKETING, channel)
    async with graph.forward("POST", where, token=token, headers=JSON, body=body) as answer:
        return await _whole(answer, request)


def send_to(path: str) -> Serve:
    """The same for messages, which are refused when nobody pays for them; telling that one was read stays free."""
    pass_to = to(path)

    async def pass_on(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        if channel.unpaid and "status" not in await _members(request):
            messaging.refuse_unpaid(channel)
        return await pass_to(request, channel, graph, token)

    return pass_on


def upload_to(path: str) -> Serve:
    """Bytes in as they come, JSON out."""

    async def pass_up(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        sent = {name: request.headers[name] for name in ("content-type", "content-length") if name in request.headers}
        where, body = _own(path, channel), request.stream()
        async with graph.forward("POST", where, token=token, headers=sent, body=body, streamed=True) as answer:
            return await _whole(answer, request)

    return pass_up


async def media(
    request: Ask, channel: Channel, graph: Upstream, token: Token, media_id: FromPath[str]
) -> Response[Any]:
    """One file's description, or its end. `phone_number_id` makes Graph refuse the files of other numbers."""
    if not media_id.isascii() or not media_id.isdigit():
        raise NoSuchNode(f"Unknown path components: /{media_id}")
    query = f"phone_number_id={channel.phone_number_id}"
    async with graph.forward(request.method, f"/{media_id}", token=token, query=query) as answer:
        found = await _whole(answer, request)
    if request.method == "GET" and answer.status < HTTP_ERROR:
        found.content = _reachable(found.content, graph.files, request.app.state.settings.messaging_base)
    return found


async def attachment(request: Ask, graph: Upstream, token: Token) -> Response[Any]:
    """A file's bytes. Callers put our host before the path of the `url` that `media` told them."""
    async with AsyncExitStack() as stack:
        query = request.scope["query_string"].decode("latin-1")
        answer = await stack.enter_async_context(graph.attachment(token=token, query=query))
        if answer.is_json or answer.status >= HTTP_ERROR:
            return await _whole(answer, request)
        headers = dict(answer.headers)
        if answer.size is not None:
            headers["content-length"] = str(answer.size)
        media_type = headers.pop("content-type", "application/octet-stream")
        return Stream(_chunks(answer, stack.pop_all()), media_type=media_type, headers=headers)


async def _chunks(answer: Forwarded, stack: AsyncExitStack) -> AsyncIterator[bytes]:
    async with stack:
        async for chunk in answer.chunks():
            yield chunk


async def _whole(answer: Forwarded, request: Ask) -> Response[bytes]:
    body = await answer.read_json()
    if answer.status >= HTTP_ERROR and request.route_handler.opt["dialect"] is Dialect.MARKETING:
        body = b'{"detail":' + body + b"}"
    headers = dict(answer.headers)
    return Response(body, status_code=answer.status, media_type=headers.pop("content-type"), headers=headers)


async def _object(request: Ask) -> bytes | None:
    body = await request.body()
    if request.method == "GET" or (request.method == "DELETE" and not body):
        return None
    try:
        msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    except msgspec.ValidationError as error:
        raise NotAnObject from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"The body is not valid JSON: {error}") from error
    return body


async def _members(request: Ask) -> dict[str, msgspec.Raw]:
    return msgspec.json.decode(await _object(request) or b"{}", type=dict[str, msgspec.Raw])


def _own(path: str, channel: EnteredChannel) -> str:
    return path.format(phone=channel.phone_number_id, waba=channel.waba_external_id)


class _Media(msgspec.Struct):
    url: str
    mime_type: str


def _reachable(body: bytes, files: str, own: str) -> bytes:
    """Unchanged while Meta is the upstream: callers put our host in place of Meta's themselves (contract D.4).

    An upstream of one's own has no host that callers know, so its file is told at ours.
    """
    try:
        url = msgspec.json.decode(body, type=_Media).url
    except msgspec.ValidationError as error:
        raise NoSuchNode from error  # the token reads more kinds of node than a channel's key may
    if files == META_FILES or not url.startswith(files + "/"):
        return body
    members = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    return msgspec.json.encode({**members, "url": own + url.removeprefix(files)})
