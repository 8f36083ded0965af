"""Files as the On-Premises API had them: the body is the file, in both directions."""

import mimetypes
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Response
from litestar.params import FromPath

from partnerhub.domain.messaging import limits
from partnerhub.kit.ids import random_id
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.legacy.answers import HTTP_ERROR, answered, done, members_of, part, refusal
from partnerhub.surfaces.messaging_api.passing.answers import file
from partnerhub.surfaces.messaging_api.passing.files import checked_form
from partnerhub.surfaces.messaging_api.passing.forms import counted
from partnerhub.surfaces.messaging_api.passing.nodes import NoSuchNode, is_number
from partnerhub.surfaces.messaging_api.passing.objects import MULTIPART, Ask, kind_of, length_of
from partnerhub.upstream.graph import Graph, error_of

CREATED = 201


class KindMissing(BadInput):
    """The header Content-Type must say what the file is."""


class _Media(msgspec.Struct):
    url: str
    mime_type: str


async def upload(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """The body streams into the form that Meta takes."""
    sent = kind_of(request)
    kind = sent.get("content-type", "").strip()
    if not kind:
        raise KindMissing(field="Content-Type")
    if kind.lower().startswith(MULTIPART):
        headers, body = sent, await checked_form(request)
    else:
        headers, body = _form(request, kind)
    where = f"/{channel.phone_number_id}/media"
    async with graph.forward("POST", where, token=token, headers=headers, body=body, streamed=True) as answer:
        told = await members_of(answer)
    return answered(graph, CREATED, media=[{"id": part(told, "id")}])


def _form(request: Ask, kind: str) -> tuple[dict[str, str], AsyncIterator[bytes]]:
    """Raises WrongKind, TooLarge."""
    length, limit = length_of(request), limits.largest(kind)
    limits.check_file(kind, length or 0)
    boundary = random_id(32)
    name = "file" + (mimetypes.guess_extension(kind.partition(";")[0].strip()) or "")
    start = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="type"\r\n\r\n{kind}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    ).encode("latin-1")
    end = f"\r\n--{boundary}--\r\n".encode()
    headers = {"content-type": f"{MULTIPART}; boundary={boundary}"}
    if length is not None:
        headers["content-length"] = str(len(start) + length + len(end))
    return headers, _framed(start, counted(b"", request.stream(), limit), end)


async def _framed(start: bytes, content: AsyncIterator[bytes], end: bytes) -> AsyncIterator[bytes]:
    yield start
    async for chunk in content:
        yield chunk
    yield end


async def fetch(
    request: Ask, channel: Channel, graph: Upstream, token: Token, media_id: FromPath[str]
) -> Response[Any]:
    """Meta's two steps in one: where the file is, then the file."""
    url = await _url(channel, graph, token, media_id)
    async with AsyncExitStack() as stack:
        answer = await stack.enter_async_context(graph.attachment(token=token, query=urlsplit(url).query))
        if answer.is_json and answer.status >= HTTP_ERROR:
            raise refusal(error_of(answer.status, await answer.read()))
        return await file(stack, answer, request)


async def delete(channel: Channel, graph: Upstream, token: Token, media_id: FromPath[str]) -> Response[Any]:
    await _url(channel, graph, token, media_id)
    async with graph.forward("DELETE", _place(media_id), token=token, query=_own(channel)) as answer:
        await members_of(answer)
    return done(graph, f"media id={media_id} was deleted")


async def _url(channel: Channel, graph: Graph, token: str, media_id: str) -> str:
    """Where the file is. Raises NoSuchNode: the token reads, and ends, more kinds of node than a channel's key may."""
    async with graph.forward("GET", _place(media_id), token=token, query=_own(channel)) as answer:
        told = await members_of(answer)
    try:
        return msgspec.convert(msgspec.json.decode(msgspec.json.encode(told)), _Media).url
    except msgspec.ValidationError as error:
        raise NoSuchNode from error


def _place(media_id: str) -> str:
    if not is_number(media_id):
        raise NoSuchNode
    return f"/{media_id}"


def _own(channel: Channel) -> str:
    """Makes Graph refuse the files of other numbers."""
    return f"phone_number_id={channel.phone_number_id}"
