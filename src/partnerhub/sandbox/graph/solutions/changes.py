"""What the app does with solutions: propose one, accept or reject one, end it (B.1)."""

import re
from typing import Any

from partnerhub.kit import clock
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.graph.solutions import agreeing, store
from partnerhub.sandbox.graph.solutions.nodes import shown
from partnerhub.sandbox.store import nodes
from partnerhub.sandbox.wire.call import Call, Node, listed
from partnerhub.sandbox.wire.envelope import GraphError

APP = re.compile(r"[0-9]{1,25}")
SHORTEST, LONGEST = 2, 75
MESSAGING = ["MESSAGING"]
REQUESTS = ("PARTNERSHIP_REQUEST", "DEACTIVATION_REQUEST")


async def propose(call: Call) -> dict[str, Any]:
    """Exactly one of the two partners may send messages."""
    _may(call)
    name, partner = call.text("solution_name"), call.text("partner_app_id")
    if not SHORTEST <= len(name) <= LONGEST:
        raise GraphError(100, title=f"Param solution_name must have {SHORTEST} to {LONGEST} characters.")
    if not APP.fullmatch(partner) or partner == call.config.app_id:
        raise GraphError(100, title="Param partner_app_id must be the id of another app.")
    owner, other = (listed(call.params.get(one)) for one in ("owner_permissions", "partner_permissions"))
    if sorted([owner, other]) != [[], MESSAGING]:
        raise GraphError(100, title="Exactly one of owner_permissions and partner_permissions must be [MESSAGING].")
    solution_id, messaging = numeric_id(), "owner" if owner else "partner"
    async with call.database.working_write() as db:
        await nodes.add(db, solution_id, "solution", None)
        await store.add(db, solution_id, name, call.now, status="INITIATED", other_app_id=partner, messaging=messaging)
        await agreeing.tell(db, call.config, solution_id, "SOLUTION_CREATED", "INITIATED", call.now)
    return {"solution_id": solution_id}


async def accept(call: Call, node: Node) -> dict[str, Any]:
    _may(call)
    if call.text("partner_app_id") != call.config.app_id:
        raise GraphError(100, title="Param partner_app_id must be the id of the app that was invited.")
    async with call.database.working_write() as db:
        row = await agreeing.held(db, node.id)
        await agreeing.answer_beginning(db, call.config, row, call.now, by_us=True, yes=True)
    return {"solution_id": node.id, "partner_status": "ACCEPTED", "success": True, "update_time": clock.iso(call.now)}


async def reject(call: Call, node: Node) -> dict[str, Any]:
    _may(call)
    request = call.text("request_type")
    if request not in REQUESTS:
        raise GraphError(100, title=f"Param request_type must be one of {{{', '.join(REQUESTS)}}}.")
    async with call.database.working_write() as db:
        row = await agreeing.held(db, node.id)
        if request == REQUESTS[0]:
            await agreeing.answer_beginning(db, call.config, row, call.now, by_us=True, yes=False)
        else:
            await agreeing.answer_ending(db, call.config, row, call.now, by_us=True, yes=False)
    return {
        "success": True,
        "solution_id": node.id,
        "rejected_request_type": request,
        "rejection_timestamp": clock.iso(call.now),
    }


async def ask_to_end(call: Call, node: Node) -> dict[str, Any]:
    _may(call)
    async with call.database.working_write() as db:
        await agreeing.ask_to_end(db, call.config, await agreeing.held(db, node.id), call.now, by_us=True)
    return {"success": True, "message": "The other partner was asked.", "request_id": numeric_id()}


async def accept_end(call: Call, node: Node) -> dict[str, Any]:
    return await _answer_end(call, node, yes=True)


async def refuse_end(call: Call, node: Node) -> dict[str, Any]:
    return await _answer_end(call, node, yes=False)


async def _answer_end(call: Call, node: Node, *, yes: bool) -> dict[str, Any]:
    _may(call)
    async with call.database.working_write() as db:
        row = await agreeing.held(db, node.id)
        await agreeing.answer_ending(db, call.config, row, call.now, by_us=True, yes=yes)
        return shown(call, await agreeing.held(db, node.id))


def _may(call: Call) -> None:
    if not call.caller.everything:
        raise GraphError(200, title="Your app doesn't have permission to change Multi-Partner Solutions.")
