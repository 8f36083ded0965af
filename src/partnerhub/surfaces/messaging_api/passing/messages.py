"""Messages: the way they go, and whether anybody pays for them."""

from typing import Any

from litestar import Response

from partnerhub.domain import messaging
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.passing.answers import whole
from partnerhub.surfaces.messaging_api.passing.nodes import place
from partnerhub.surfaces.messaging_api.passing.objects import JSON, Ask, Serve, members, to

MARKETING = "/{phone}/marketing_messages"


async def send(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """A message, by the Marketing Messages API if the partner has set it so and that API may take it."""
    database, given = request.app.state.database, await members(request)
    body = await messaging.marketing_body(database, channel, given) if channel.routes_marketing else None
    if body is None:
        return await send_to("/{phone}/messages")(request, channel, graph, token)
    if channel.unpaid:
        messaging.refuse_unpaid(channel)
    where = await place(MARKETING, request, channel, graph, token)
    async with graph.forward("POST", where, token=token, headers=JSON, body=body) as answer:
        return await whole(answer, request)


def send_to(path: str) -> Serve:
    """The same for messages, which are refused when nobody pays for them; telling that one was read stays free."""
    pass_to = to(path)

    async def pass_on(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        if channel.unpaid and "status" not in await members(request):
            messaging.refuse_unpaid(channel)
        return await pass_to(request, channel, graph, token)

    return pass_on
