"""Messages: refused when nobody pays for them, sent at the pace of their number."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from litestar import Response

from partnerhub.db.pool import Database
from partnerhub.domain import messaging
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.domain.messaging import Pace, limits
from partnerhub.domain.messaging.limits import Message
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.passing.answers import whole
from partnerhub.surfaces.messaging_api.passing.objects import JSON, Ask, json_object, query_of
from partnerhub.upstream.graph import Forwarded, Graph

MARKETING = "/{phone}/marketing_messages"


async def send(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """A message, by the Marketing Messages API if the partner has set it so and that API may take it."""
    body = await json_object(request) or b"{}"
    message = check(channel, body)
    where, body = await way(request.app.state.database, channel, body)
    async with carried(request, channel, graph, token, message, where, body) as answer:
        return await whole(answer, request)


async def send_marketing(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """A message by the Marketing Messages API, whatever the partner has set."""
    body = await json_object(request) or b"{}"
    message, where = check(channel, body), MARKETING.format(phone=channel.phone_number_id)
    async with carried(request, channel, graph, token, message, where, body) as answer:
        return await whole(answer, request)


def check(channel: EnteredChannel, body: bytes) -> Message:
    """Raises Beyond for what Meta would not take, and Unpaid; telling that a message was read stays free."""
    message = limits.check_message(body)
    if not message.is_receipt:
        messaging.refuse_unpaid(channel)
    return message


async def way(database: Database, channel: EnteredChannel, body: bytes) -> tuple[str, bytes]:
    """Where a message goes, and as what."""
    if channel.routes_marketing:
        given = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
        marketing = await messaging.marketing_body(database, channel, given)
        if marketing is not None:
            return MARKETING.format(phone=channel.phone_number_id), marketing
    return f"/{channel.phone_number_id}/messages", body


@asynccontextmanager
async def carried(
    request: Ask, channel: EnteredChannel, graph: Graph, token: str, message: Message, where: str, body: bytes
) -> AsyncGenerator[Forwarded]:
    """In its turn. Raises TooFast, PairTooFast."""
    pace: Pace = request.app.state.pace
    query = query_of(request)
    async with (
        pace.turn(channel, message.person),
        graph.forward("POST", where, token=token, query=query, headers=JSON, body=body) as answer,
    ):
        try:
            yield answer
        finally:
            pace.heed(channel, message.person, answer.code)
