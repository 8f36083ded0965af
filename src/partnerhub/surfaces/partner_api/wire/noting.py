"""Every change that a caller makes is written down: who, from where, what was asked, under which request id.

A handler that works in the request's transaction is noted in that transaction. One that asks Meta is noted in the
transaction in which it writes what came of it, or, when it writes nothing of ours, after it.
"""

from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import ValidationException

from partnerhub.db.pool import Db
from partnerhub.domain import audit
from partnerhub.domain.access.caller import Caller
from partnerhub.domain.audit import Origin
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput

AnyRequest = Request[Any, Any, Any]
ACTION = "action"  # what a route says of itself
REPLAYED, NOTED = "replayed", "noted"  # said of a request: nothing happened anew; it is written down already
LONGEST = 4096  # bytes of a body that are kept
MASK = "***"
HIDDEN = ("secret", "password", "token", "key", "pin", "headers")


async def note(request: AnyRequest, caller: Caller, db: Db) -> None:
    """The request's line, unless it has one already or nothing happened anew."""
    state: Any = request.scope["state"]
    if not (state.get(REPLAYED) or state.get(NOTED)):
        state[NOTED] = True
        await audit.record(db, caller.partner_id, origin_of(request, caller.actor), **await _line(request))


async def note_changes(request: AnyRequest, caller: Caller, db: Db) -> None:
    """A line for what this transaction has changed, if it has."""
    if await audit.record_changes(db, caller.partner_id, origin_of(request, caller.actor), **await _line(request)):
        request.scope["state"][NOTED] = True


def origin_of(request: AnyRequest, actor: str) -> Origin:
    address = request.client.host if request.client else None
    scope: Any = request.scope
    return Origin(actor=actor, address=address, request_id=scope.get("request_id"))


async def _line(request: AnyRequest) -> dict[str, Any]:
    things = {name: str(value) for name, value in request.path_params.items() if name != "partner_id"}
    return {
        "action": request.route_handler.opt[ACTION],
        "subject": [None, *things.values()][-1],
        "now": clock.now(),
        "detail": msgspec.json.encode({**things, "asked": await _asked(request)}).decode(),
    }


async def _asked(request: AnyRequest) -> Any:
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
