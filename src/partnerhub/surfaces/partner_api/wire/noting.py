"""Every change that a caller makes is written down: who, from where, what was asked, under which request id.

A handler that works in the request's transaction is noted in that transaction. One that asks Meta is noted after it.
"""

from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import ValidationException

from partnerhub.db.pool import Db
from partnerhub.domain import audit
from partnerhub.domain.access.caller import Caller
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput

ACTION = "action"  # what a route says of itself
REPLAYED, NOTED = "replayed", "noted"  # said of a request: nothing happened anew; it is written down already
LONGEST = 4096  # bytes of a body that are kept
MASK = "***"
HIDDEN = ("secret", "password", "token", "key", "pin", "headers")


async def note(request: Request[Any, Any, Any], db: Db, caller: Caller) -> None:
    state: Any = request.scope["state"]
    if state.get(REPLAYED) or state.get(NOTED):
        return
    state[NOTED] = True
    things = {name: value for name, value in request.path_params.items() if name != "partner_id"}
    detail = {**things, "asked": await _asked(request), "address": request.client.host if request.client else None}
    await audit.record(
        db, caller.partner_id, actor=caller.actor, action=request.route_handler.opt[ACTION],
        subject=str([caller.partner_id, *things.values()][-1]), now=clock.now(),
        detail=msgspec.json.encode(detail).decode(), request_id=request.scope.get("request_id"),
    )  # fmt: skip


async def _asked(request: Request[Any, Any, Any]) -> Any:
    """The body as the handler read it, without secrets."""
    if request.content_type[0] == "multipart/form-data":
        return "a file"
    try:
        given = masked(msgspec.to_builtins(await request.json()))
    except (BadInput, ValidationException):  # on a request that takes no body
        return None
    size = len(msgspec.json.encode(given))
    return given if size <= LONGEST else f"{size} bytes"


def masked(value: Any) -> Any:
    """`value` with everything hidden that stands under a secret's name."""
    if isinstance(value, dict):
        given: dict[str, Any] = value
        return {name: MASK if _hides(name) else masked(inner) for name, inner in given.items()}
    if isinstance(value, list):
        several: list[Any] = value
        return [masked(one) for one in several]
    return value


def _hides(name: str) -> bool:
    return any(word in name.lower() for word in HIDDEN)
