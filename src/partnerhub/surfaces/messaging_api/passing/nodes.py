"""Where a call goes at Graph, and whether the key may name that node.

A WABA's token reaches more than one number's key may: ids that a caller names are proven before Graph is asked.
"""

import base64
import binascii
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from litestar import Request

from partnerhub.domain import messaging
from partnerhub.domain.channel_keys import EnteredChannel
from partnerhub.kit.problems import NotFound
from partnerhub.upstream.graph import Graph

Proof = Callable[[Request[Any, Any, Any], EnteredChannel, Graph, str, str], Awaitable[None]]
OPAQUE = re.compile(r"[A-Za-z0-9_=-]{8,200}")
GROUP = b"capi_group"  # in an id of Meta's, before the number's digits and the group's own id


class NoSuchNode(NotFound):
    """Object with this id does not exist."""


async def place(
    path: str,
    request: Request[Any, Any, Any],
    channel: EnteredChannel,
    graph: Graph,
    token: str,
    proof: Proof | None = None,
) -> str:
    """`path` with the ids in it. Raises what `proof` raises."""
    if proof is not None:
        await proof(request, channel, graph, token, _named(request))
    return filled(path, request, channel)


def filled(text: str, request: Request[Any, Any, Any], channel: EnteredChannel) -> str:
    """The key's own ids in place of `{phone}` and `{waba}`, and what the caller's path names in place of `{id}`."""
    return text.format(phone=channel.phone_number_id, waba=channel.waba_external_id, id=quote(_named(request), safe=""))


def _named(request: Request[Any, Any, Any]) -> str:
    return str(next(iter(request.path_params.values()), ""))


def is_number(given: str) -> bool:
    return given.isascii() and given.isdigit()


async def template(
    request: Request[Any, Any, Any], channel: EnteredChannel, graph: Graph, token: str, given: str
) -> None:
    """One of the key's own WABA."""
    database = request.app.state.database
    if not is_number(given) or not await messaging.has_template(database, graph, channel, token, given):
        raise NoSuchNode


async def group(_request: Any, channel: EnteredChannel, _graph: Graph, _token: str, given: str) -> None:
    """One of the key's own number, as far as the id tells. Ids of other nodes are all digits."""
    if is_number(given) or not OPAQUE.fullmatch(given):
        raise NoSuchNode
    kind, _, rest = _decoded(given).partition(b":")
    digits = "".join(filter(str.isdigit, channel.phone_number))
    if kind == GROUP and rest.partition(b":")[0] != digits.encode():
        raise NoSuchNode


async def dataset_owner(
    request: Request[Any, Any, Any], channel: EnteredChannel, graph: Graph, token: str, given: str
) -> None:
    """The key's WABA, or a page or an account that no hub manages."""
    if given != channel.waba_external_id:
        await stranger(request, channel, graph, token, given)


async def stranger(
    request: Request[Any, Any, Any], channel: EnteredChannel, _graph: Graph, _token: str, given: str
) -> None:
    """No number and no WABA of the partner's: those have paths of their own."""
    if not is_number(given) or await messaging.is_managed(request.app.state.database, channel, given):
        raise NoSuchNode


async def word(_request: Any, _channel: Any, _graph: Graph, _token: str, given: str) -> None:
    """Below the key's own number any word is safe to ask for, so long as it is one."""
    if not re.fullmatch(r"[A-Za-z0-9+._-]{1,128}", given) or not given.strip("."):
        raise NoSuchNode


def _decoded(given: str) -> bytes:
    """Meta writes base64 and `ZD` after it."""
    text = given.removesuffix("ZD").rstrip("=")
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
