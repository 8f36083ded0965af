"""How the channel's line is: the old answer, cached five minutes, and Meta's own, live (contract A.2, A.5)."""

from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import MediaType, Request, Response

from partnerhub.domain import messaging
from partnerhub.kit import clock
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.passing.answers import json_of
from partnerhub.upstream.graph import GraphError, GraphUnavailable, error_of

ALWAYS = "health_status"
HTTP_ERROR = 400
UNSAID = "WhatsApp for Business API not available"


class PhoneNumberOut(msgspec.Struct):
    """Digits only."""

    phone_number: str


async def cached(request: Request[Any, Any, Any], channel: Channel, graph: Upstream, token: Token) -> Response[bytes]:
    database = request.app.state.database
    told = await messaging.cached_health(database, graph, channel, token=token, now=clock.now())
    return Response(told, media_type=MediaType.JSON)


async def live(request: Request[Any, Any, Any], channel: Channel, graph: Upstream, token: Token) -> Response[bytes]:
    wanted = [one for one in request.query_params.get("fields", "").split(",") if one and one != ALWAYS]
    query = urlencode({"fields": ",".join([ALWAYS, *wanted])})
    async with graph.forward("GET", f"/{channel.phone_number_id}", token=token, query=query) as answer:
        body = await json_of(answer)
    headers = dict(answer.headers)
    if answer.status >= HTTP_ERROR:
        body = msgspec.json.encode({"error": _sentence(error_of(answer.status, body))})
    return Response(body, status_code=answer.status, media_type=headers.pop("content-type"), headers=headers)


async def phone_number(channel: Channel) -> PhoneNumberOut:
    return PhoneNumberOut("".join(digit for digit in channel.phone_number if digit.isdigit()))


def _sentence(error: GraphError) -> str:
    """What Meta says; what cannot be read as its error it has not said."""
    return UNSAID if isinstance(error, GraphUnavailable) else error.message or UNSAID
