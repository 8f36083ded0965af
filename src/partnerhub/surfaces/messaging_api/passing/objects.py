"""JSON in, JSON out: the body is only looked at so far as to know that it is a JSON object."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Request, Response

from partnerhub.domain.messaging import limits
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.passing.answers import whole
from partnerhub.surfaces.messaging_api.passing.nodes import Proof, filled, place

Ask = Request[Any, Any, Any]
Serve = Callable[..., Awaitable[Response[Any]]]
JSON = {"content-type": "application/json"}
MULTIPART, FIELDS = "multipart/form-data", "application/x-www-form-urlencoded"
FORMS = (MULTIPART, FIELDS)
METHOD = "method"


class NotAnObject(BadInput):
    """The body must be a JSON object."""


class OtherMethod(BadInput):
    """method cannot be a parameter: Meta would take it for the method of the request."""


class NoBoundary(BadInput):
    """A form needs its boundary."""


def to(path: str, proof: Proof | None = None, *, more: str = "", form: type[msgspec.Struct] | None = None) -> Serve:
    """To `path` at Graph: `{phone}` and `{waba}` are the key's own, `{id}` is what the caller's path names.

    `proof` raises unless the key may name that; `more` stands before the query that came, and may have `{id}` too;
    `form` has the limits of the body.
    """

    async def pass_on(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        body = await json_object(request)
        if body and form:
            limits.check(body, form)
        where = await place(path, request, channel, graph, token, proof)
        query = "&".join(filter(None, (filled(more, request, channel), query_of(request))))
        sent = JSON if body else {}
        async with graph.forward(request.method, where, token=token, query=query, headers=sent, body=body) as answer:
            return await whole(answer, request)

    return pass_on


def form_to(path: str, proof: Proof | None = None, *, form: type[msgspec.Struct] | None = None) -> Serve:
    """The same for what may also come as a form, which streams through."""
    pass_object = to(path, proof, form=form)

    async def pass_on(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        if not request.headers.get("content-type", "").lower().startswith(FORMS):
            return await pass_object(request, channel, graph, token)
        where = await place(path, request, channel, graph, token, proof)
        return await stream(request, graph, where, token)

    return pass_on


async def stream(request: Ask, graph: Upstream, where: str, token: str, **more: Any) -> Response[Any]:
    """Bytes in as they come, JSON out."""
    sent = kind_of(request) | more.pop("headers", {})
    query, body = query_of(request), more.pop("body", None) or request.stream()
    async with graph.forward(
        "POST", where, token=token, query=query, headers=sent, body=body, streamed=True, **more
    ) as answer:
        return await whole(answer, request)


def kind_of(request: Ask) -> dict[str, str]:
    """What the caller says of its body. A form without a boundary has no parts: nobody could read it."""
    sent = {name: request.headers[name] for name in ("content-type", "content-length") if name in request.headers}
    kind = sent.get("content-type", "").lower()
    if kind.startswith(MULTIPART) and "boundary=" not in kind:
        raise NoBoundary(field="Content-Type")
    return sent


def length_of(request: Ask) -> int | None:
    """Bytes of the body, where the caller says it."""
    given = request.headers.get("content-length", "")
    return int(given) if given.isascii() and given.isdigit() else None


def query_of(request: Ask) -> str:
    """As it came. Raises OtherMethod: of what `GET` may read here, `?method=post` would change more than the key may."""
    query = request.scope["query_string"].decode("latin-1")
    if any(name.partition("[")[0].strip().lower() == METHOD for name, _ in parse_qsl(query, keep_blank_values=True)):
        raise OtherMethod(field=METHOD)
    return query


async def json_object(request: Ask) -> bytes | None:
    """None: there is nothing but what the query says. A form of plain fields is read as the object that it stands for."""
    body = await request.body()
    if request.method == "GET" or (not body and (request.method == "DELETE" or query_of(request))):
        return None
    if _is_plain_form(request, body):
        body = _of_fields(body)
    try:
        msgspec.json.decode(body.decode(), type=dict[str, msgspec.Raw])  # Raw alone would let other bytes pass
    except msgspec.ValidationError as error:
        raise NotAnObject from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"The body is not valid JSON: {error}") from error
    return body


def _is_plain_form(request: Ask, body: bytes) -> bool:
    """Curl calls JSON a form, too, unless it is told another name for it."""
    kind = request.headers.get("content-type", "").lower()
    return kind.startswith(FIELDS) and not body.lstrip().startswith((b"{", b"["))


def _of_fields(body: bytes) -> bytes:
    """`a=1&b={"c":2}` as an object; what is no form stays, to be refused as no JSON."""
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)
    except (UnicodeDecodeError, ValueError):
        return body
    return msgspec.json.encode({name: _field(value) for name, value in fields})


def _field(value: str) -> str | msgspec.Raw:
    """Objects and lists stand in a form as JSON."""
    if value[:1] not in {"{", "["}:
        return value
    try:
        msgspec.json.decode(value)
    except (msgspec.DecodeError, RecursionError):
        return value
    return msgspec.Raw(value.encode())


async def members(request: Ask) -> dict[str, msgspec.Raw]:
    return msgspec.json.decode(await json_object(request) or b"{}", type=dict[str, msgspec.Raw])
