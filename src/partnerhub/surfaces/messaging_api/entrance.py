"""The way in (contract messaging-and-meta A.1): a channel's key says which number, which WABA and which token.

It stands before the body is read. Partner keys and tokens are not valid here.
"""

from typing import Any

from litestar.connection import ASGIConnection, Request
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler

from partnerhub.domain import messaging
from partnerhub.domain.channel_keys import EnteredChannel, Entrance
from partnerhub.kit.problems import Unauthorized
from partnerhub.upstream.graph import Graph

Channel = NamedDependency[EnteredChannel]
Token = NamedDependency[str]
Upstream = NamedDependency[Graph]

PUBLIC = "public"
KEY = "d360-api-key"


class KeyMissing(Unauthorized):
    """Missing api_key: send the channel's key in the header D360-API-KEY"""


class KeyInvalid(Unauthorized):
    """Invalid api_key or token expired"""


async def require_channel(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """A guard of every route but the public ones."""
    if handler.opt.get(PUBLIC):
        return
    secret = connection.headers.get(KEY, "").strip()
    if not secret:
        raise KeyMissing
    entrance: Entrance = connection.app.state.entrance
    found = await entrance.enter(secret)
    if found is None:
        raise KeyInvalid
    messaging.refuse_disabled(found)
    connection.scope["state"]["channel"] = found


# Each takes the one before it, needed or not: what depends on nothing is resolved in a group of tasks, which costs more
# than all of them together.
async def channel(request: Request[Any, Any, Any]) -> EnteredChannel:
    """Whoever the guard let in."""
    return request.scope["state"]["channel"]


async def graph(request: Request[Any, Any, Any], channel: Channel) -> Graph:  # noqa: ARG001
    return request.app.state.graph


async def token(request: Request[Any, Any, Any], channel: Channel, graph: Upstream) -> str:  # noqa: ARG001
    """The business token of the channel's WABA."""
    return messaging.token_of(channel, request.app.state.vault)
