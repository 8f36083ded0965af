"""/v1/settings/…: the profile of the business, its about text and its picture."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import JSONBody

from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.domain.messaging import limits
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.legacy.answers import answered, done, members_of, part
from partnerhub.surfaces.messaging_api.legacy.verticals import NAMES, VERTICALS
from partnerhub.surfaces.messaging_api.passing.objects import JSON, Ask, members
from partnerhub.surfaces.messaging_api.passing.uploads import OFFSET, SCHEME
from partnerhub.upstream.graph import Graph

FIELDS = ("address", "description", "email", "vertical", "websites")
MOST = 5 * 1024 * 1024  # bytes of a picture
KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}  # by how the file begins


class NotAPicture(BadInput):
    """The body must be a picture: JPEG or PNG, at most 5 MB."""


class AboutIn(msgspec.Struct):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=139)]


async def read(channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    kept = await _profile(graph, channel, token, ",".join(FIELDS))
    if isinstance(kept.get("vertical"), str):
        kept["vertical"] = NAMES.get(kept["vertical"], kept["vertical"])
    return answered(
        graph, 200, settings={"business": {"profile": {name: kept[name] for name in FIELDS if name in kept}}}
    )


async def change(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    given: dict[str, Any] = dict(await members(request))
    limits.check(msgspec.json.encode(given), limits.Profile)
    if "vertical" in given:
        name = msgspec.json.decode(given["vertical"])
        given["vertical"] = VERTICALS.get(name, name) if isinstance(name, str) else name
    await _set(graph, channel, token, given)
    return done(graph, "the business profile was changed")


async def read_about(channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    kept = await _profile(graph, channel, token, "about")
    return answered(graph, 200, settings={"profile": {"about": {"text": kept.get("about") or ""}}})


async def change_about(
    request: Ask,  # noqa: ARG001 - who changed it is noted
    channel: Channel,
    graph: Upstream,
    token: Token,
    data: JSONBody[AboutIn],
) -> Response[Any]:
    await _set(graph, channel, token, {"about": data.text})
    return done(graph, "the about text was changed")


async def read_photo(channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """As a link, whatever `format` says: Meta has no other."""
    kept = await _profile(graph, channel, token, "profile_picture_url")
    return answered(graph, 200, settings={"profile": {"photo": {"link": kept.get("profile_picture_url") or ""}}})


async def change_photo(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """Meta takes a picture in three steps: a session, the bytes, and their handle in the profile."""
    content = await request.body()
    kind = next((kind for start, kind in KINDS.items() if content.startswith(start)), None)
    if kind is None or len(content) > MOST:
        raise NotAPicture
    query = f"file_length={len(content)}&file_type={kind}&file_name=photo"
    where = f"/{request.app.state.settings.meta_app_id}/uploads"
    async with graph.forward("POST", where, token=token, query=query) as answer:
        session = msgspec.json.decode(part(await members_of(answer), "id"), type=str)
    place, _, query = session.partition("?")
    async with graph.forward(
        "POST", f"/{place}", token=token, query=query, headers={OFFSET: "0"}, body=content, scheme=SCHEME
    ) as answer:
        handle = part(await members_of(answer), "h")
    await _set(graph, channel, token, {"profile_picture_handle": handle})
    return done(graph, "the profile photo was changed")


async def _profile(graph: Graph, channel: EnteredChannel, token: str, fields: str) -> dict[str, Any]:
    async with graph.forward("GET", _place(channel), token=token, query=f"fields={fields}") as answer:
        told = await members_of(answer)
    rows = msgspec.json.decode(told.get("data", msgspec.Raw(b"[]")), type=list[dict[str, Any]])
    return rows[0] if rows else {}


async def _set(graph: Graph, channel: EnteredChannel, token: str, given: dict[str, Any]) -> None:
    body = msgspec.json.encode({"messaging_product": "whatsapp", **given})
    async with graph.forward("POST", _place(channel), token=token, headers=JSON, body=body) as answer:
        await members_of(answer)


def _place(channel: EnteredChannel) -> str:
    return f"/{channel.phone_number_id}/whatsapp_business_profile"
