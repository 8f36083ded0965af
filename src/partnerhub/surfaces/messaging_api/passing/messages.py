"""Messages: the way they go, and whether anybody pays for them."""

from typing import Any

import msgspec
from litestar import Response

from partnerhub.db.pool import Database
from partnerhub.domain import messaging
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.domain.messaging import limits
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.passing.answers import whole
from partnerhub.surfaces.messaging_api.passing.objects import JSON, Ask, Serve, json_object, query_of, to

MARKETING = "/{phone}/marketing_messages"


async def send(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """A message, by the Marketing Messages API if the partner has set it so and that API may take it."""
    if not channel.routes_marketing:
        return await send_to("/{phone}/messages")(request, channel, graph, token)
    check(channel, await json_object(request) or b"{}")
    where, body = await way(request.app.state.database, channel, await request.body())
    async with graph.forward("POST", where, token=token, query=query_of(request), headers=JSON, body=body) as answer:
        return await whole(answer, request)


def check(channel: EnteredChannel, body: bytes) -> None:
    """Raises Beyond for what Meta would not take, and Unpaid."""
    if not limits.check_message(body).is_receipt:
        messaging.refuse_unpaid(channel)


async def way(database: Database, channel: EnteredChannel, body: bytes) -> tuple[str, bytes]:
    """Where a message goes, and as what."""
    if channel.routes_marketing:
        given = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        marketing = await messaging.marketing_body(database, channel, given)
        if marketing is not None:
            return MARKETING.format(phone=channel.phone_number_id), marketing
    return f"/{channel.phone_number_id}/messages", body


def send_to(path: str) -> Serve:
    """The same for messages, which are refused when nobody pays for them; telling that one was read stays free."""
    pass_to = to(path)

    async def pass_on(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        check(channel, await json_object(request) or b"{}")
        return await pass_to(request, channel, graph, token)

    return pass_on
