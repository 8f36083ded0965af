"""Who is in a group: those who ask are let in or turned away, those in it are removed."""

from collections.abc import Awaitable, Callable
from typing import Any

from partnerhub.db.pool import Db
from partnerhub.sandbox.graph.groups import store
from partnerhub.sandbox.graph.groups.nodes import WHATSAPP, found, request_id
from partnerhub.sandbox.graph.groups.telling import MEMBERS, person, tell
from partnerhub.sandbox.store import customers
from partnerhub.sandbox.wire import paging
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing
from partnerhub.sandbox.world import numbers

MOST_AT_ONCE = 8


async def asking(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        await found(call, db, node.id)
        rows = await store.members(db, node.id, asking=True)
    listed = [
        {
            "join_request_id": row["request_id"],
            "creation_timestamp": int(row["since"].timestamp()),
            **person(row["customer"]),
        }
        for row in rows
    ]
    return paging.page(call, listed)


async def approve(call: Call, node: Node) -> dict[str, Any]:
    return await _each(call, node, "approved_join_requests", store.let_in)


async def reject(call: Call, node: Node) -> dict[str, Any]:
    return await _each(call, node, "rejected_join_requests", store.turn_away)


async def _each(
    call: Call, node: Node, done: str, act: Callable[[Db, str, str], Awaitable[str | None]]
) -> dict[str, Any]:
    """Those that fail are named with the reason, the others are done."""
    given = call.several("join_requests")
    if not given:
        raise missing("join_requests")
    succeeded: list[str] = []
    failed: list[dict[str, Any]] = []
    async with call.database.working_write() as db:
        group = await found(call, db, node.id)
        for one in given:
            customer = await act(db, node.id, one)
            if customer is None:
                failed.append({"join_request_id": one, "errors": [GraphError(131213).status_error()]})
                continue
            succeeded.append(one)
            if act is store.let_in:
                told = {"reason": "join_request", "added_participants": [person(customer)]}
                await tell(db, call.config, group, MEMBERS, "group_participants_add", call.now, **told)
    errors = {"failed_join_requests": failed, "errors": [GraphError(131201).status_error()]} if failed else {}
    return {**WHATSAPP, done: succeeded, **errors}


async def remove(call: Call, node: Node) -> dict[str, Any]:
    """Done at once here; who was removed is told by webhook."""
    given = call.value("participants")
    if not isinstance(given, list) or not 0 < len(given) <= MOST_AT_ONCE:
        raise GraphError(100, title=f"Param participants must be an array of 1 to {MOST_AT_ONCE} users.")
    request = request_id()
    async with call.database.working_write() as db:
        group = await found(call, db, node.id)
        gone: list[dict[str, str]] = []
        failed: list[dict[str, Any]] = []
        for one in given:
            digits = await _meant(db, one)
            if digits and await store.remove_member(db, node.id, digits):
                gone.append(person(digits))
            else:
                failed.append({"input": str(one), "errors": [GraphError(131212).status_error()]})
        told: dict[str, Any] = {"removed_participants": gone, **({"failed_participants": failed} if failed else {})}
        kind, initiator = "group_participants_remove", "business"
        await tell(db, call.config, group, MEMBERS, kind, call.now, request_id=request, initiated_by=initiator, **told)
    return {**WHATSAPP, "success": True, "request_id": request}


async def _meant(db: Db, given: Any) -> str | None:
    if not isinstance(given, dict):
        return None
    if "user_id" in given:
        row = await customers.find_by_user_id(db, str(given["user_id"]))
        return None if row is None else str(row["digits"])
    return numbers.digits_of(str(given.get("user", "")))
