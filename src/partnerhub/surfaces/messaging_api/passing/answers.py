"""Graph's answer on its way back: its status, its own headers and its bytes."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

from litestar import Request, Response
from litestar.response import Stream

from partnerhub.kit.problems import NotFound
from partnerhub.surfaces.messaging_api.dialects import Dialect
from partnerhub.surfaces.messaging_api.passing import links
from partnerhub.upstream.graph import Forwarded, GraphUnavailable, error_of

HTTP_ERROR, WHOLE = 400, 200
GONE = {403, 404, 410}  # as the host of the files says of a link that is too old or changed, with a page or nothing


class FileGone(NotFound):
    """The file cannot be fetched by this link: it is too old, or the file is gone. Ask for the link again."""


async def whole(answer: Forwarded, request: Request[Any, Any, Any]) -> Response[bytes]:
    """A JSON answer. Raises GraphError when it is about our token: the caller's key is fine."""
    body = await json_of(answer)
    if request.method == "GET":
        body = links.to_us(body, request.app.state.settings.messaging_base + request.url.path)
    if answer.status >= HTTP_ERROR and request.route_handler.opt["dialect"] is Dialect.MARKETING:
        body = b'{"detail":' + body + b"}"
    headers = dict(answer.headers)
    return Response(body, status_code=answer.status, media_type=headers.pop("content-type"), headers=headers)


async def json_of(answer: Forwarded) -> bytes:
    """Raises GraphUnavailable, and GraphError when Meta does not take the WABA's token."""
    body = await answer.read_json()
    if answer.status >= HTTP_ERROR and (error := error_of(answer.status, body)).is_token_refused:
        raise error
    return body


async def file(stack: AsyncExitStack, answer: Forwarded, request: Request[Any, Any, Any]) -> Response[Any]:
    """A file's bytes as they come; what is JSON is Graph's error instead. `stack` ends with the last byte."""
    if answer.is_json:
        return await whole(answer, request)
    if answer.status in GONE:
        raise FileGone
    if answer.status != WHOLE:
        raise GraphUnavailable("The WhatsApp platform did not answer with the file.")
    headers = dict(answer.headers)
    if answer.size is not None:
        headers["content-length"] = str(answer.size)
    media_type = headers.pop("content-type", "application/octet-stream")
    return Stream(_chunks(answer, stack.pop_all()), media_type=media_type, headers=headers)


async def _chunks(answer: Forwarded, stack: AsyncExitStack) -> AsyncIterator[bytes]:
    async with stack:
        async for chunk in answer.chunks():
            yield chunk
