"""Blocked customers of a number (A.2, B.4): what a blocked one writes does not arrive."""

from collections.abc import Awaitable, Callable
from typing import Any

from partnerhub.db.pool import Db
from partnerhub.sandbox.store import customers as store
from partnerhub.sandbox.wire import paging
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, PartlyDone, missing
from partnerhub.sandbox.world import numbers

MOST_AT_ONCE = 1000


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        blocked = await store.blocked_by(db, node.id)
    listed = paging.page(call, [{"id": one, "messaging_product": "whatsapp", "wa_id": one} for one in blocked])
    return {**listed, "data": [{key: one[key] for key in ("messaging_product", "wa_id")} for one in listed["data"]]}


async def block(call: Call, node: Node) -> dict[str, Any]:
    return await _change(call, node, "added_users", store.block)


async def unblock(call: Call, node: Node) -> dict[str, Any]:
    return await _change(call, node, "removed_users", store.unblock)


async def _change(
    call: Call, node: Node, done: str, change: Callable[[Db, str, list[str]], Awaitable[None]]
) -> dict[str, Any]:
    """Where some inputs are no numbers the others are done all the same, and the answer is an error with both."""
    given = call.value("block_users")
    if not isinstance(given, list) or not 0 < len(given) <= MOST_AT_ONCE:
        raise missing("block_users")
    inputs = [str(one.get("user", "")) if isinstance(one, dict) else "" for one in given]
    found = [(one, digits) for one in inputs if (digits := numbers.digits_of(one)) is not None]
    failed = [one for one in inputs if numbers.digits_of(one) is None]
    async with call.database.working_write() as db:
        await change(db, node.id, [digits for _, digits in found])
    result: dict[str, Any] = {done: [{"input": one, "wa_id": digits} for one, digits in found]}
    answer = {"messaging_product": "whatsapp", "block_users": result}
    if failed:
        errors = [GraphError(131009, "The user is not a phone number.").status_error()]
        result["failed_users"] = [{"input": one, "errors": errors} for one in failed]
        raise PartlyDone(139100, answer)
    return answer
