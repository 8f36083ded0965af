"""POST /v1/messages, and PUT /v1/messages/{id}, by which a message is marked as read."""

from typing import Any, Literal

import msgspec
from litestar import Response
from litestar.params import FromPath, JSONBody

from partnerhub.surfaces.messaging_api import passing
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.legacy.answers import Members, answered, members_of
from partnerhub.surfaces.messaging_api.legacy.translation import message
from partnerhub.surfaces.messaging_api.passing.messages import carried, check, way
from partnerhub.surfaces.messaging_api.passing.objects import JSON, Ask, json_object

CREATED = 201


class ReadIn(msgspec.Struct):
    status: Literal["read"]


async def send(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """A body that names the product is of the Cloud API already, and so is its answer."""
    body = await json_object(request) or b"{}"
    given = msgspec.json.decode(body, type=Members)
    if "messaging_product" in given:
        return await passing.send(request, channel, graph, token)
    body = message(body, given)
    asked = check(channel, body)
    where, body = await way(request.app.state.database, channel, body)
    async with carried(request, channel, graph, token, asked, where, body) as answer:
        told = await members_of(answer)
    kept = {name: told[name] for name in ("contacts", "messages") if name in told}
    return answered(graph, CREATED, **kept)


async def mark(
    channel: Channel, graph: Upstream, token: Token, message_id: FromPath[str], data: JSONBody[ReadIn]
) -> Response[Any]:
    """Ids of messages may hold slashes."""
    given = message_id.removeprefix("/")
    body = msgspec.json.encode({"messaging_product": "whatsapp", "status": data.status, "message_id": given})
    where = f"/{channel.phone_number_id}/messages"
    async with graph.forward("POST", where, token=token, headers=JSON, body=body) as answer:
        await members_of(answer)
    return answered(graph, 200, success=True)
