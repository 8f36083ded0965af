"""Files: uploaded in one piece, described, fetched, deleted."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath

from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.passing import forms, uploads
from partnerhub.surfaces.messaging_api.passing.answers import HTTP_ERROR, file, whole
from partnerhub.surfaces.messaging_api.passing.nodes import NoSuchNode, is_number, place
from partnerhub.surfaces.messaging_api.passing.objects import Ask, Serve, kind_of, length_of, query_of, stream
from partnerhub.upstream.graph import META_FILES


def upload_to(path: str) -> Serve:
    """A form with a file: bytes in as they come, JSON out. A file that Meta does not take is told before it is asked."""

    async def pass_up(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        where, body = await place(path, request, channel, graph, token), await checked_form(request)
        return await stream(request, graph, where, token, body=body)

    return pass_up


async def checked_form(request: Ask) -> AsyncIterator[bytes]:
    kind = kind_of(request).get("content-type", "")
    return await forms.checked(request.stream(), kind, length_of(request))


async def node(request: Ask, channel: Channel, graph: Upstream, token: Token, media_id: FromPath[str]) -> Response[Any]:
    """One file's description, or its end; or how far an upload in pieces is.

    `phone_number_id` makes Graph refuse the files of other numbers. What is to end is read first: the token ends more
    kinds of node than a channel's key may.
    """
    if media_id.startswith(uploads.PREFIX) and request.method == "GET":
        return await uploads.progress(request, graph, token, media_id)
    if not is_number(media_id):
        raise NoSuchNode(f"Unknown path components: /{media_id}")
    where, query = f"/{media_id}", f"phone_number_id={channel.phone_number_id}"
    async with graph.forward("GET", where, token=token, query=query) as answer:
        found = await whole(answer, request)
    if answer.status >= HTTP_ERROR:
        return found
    found.content = _reachable(found.content, graph.files, request.app.state.settings.messaging_base)
    if request.method == "GET":
        return found
    async with graph.forward("DELETE", where, token=token, query=query) as answer:
        return await whole(answer, request)


async def attachment(request: Ask, graph: Upstream, token: Token) -> Response[Any]:
    """A file's bytes. Callers put our host before the path of the `url` that `node` told them."""
    async with AsyncExitStack() as stack:
        answer = await stack.enter_async_context(graph.attachment(token=token, query=query_of(request)))
        return await file(stack, answer, request)


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
