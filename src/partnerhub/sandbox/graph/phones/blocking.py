"""Blocked customers of a number (A.2, B.4): what a blocked one writes does not arrive."""

from collections.abc import Awaitable, Callable
from typing import Any

from partnerhub.db.pool import Db
from partnerhub.sandbox.store import customers as store
from partnerhub.sandbox.wire import paging
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, PartlyDone, missing
from partnerhub.sandbox.world import bsuid, numbers

MOST_AT_ONCE = 1000


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        blocked = await store.blocked_by(db, node.id)
    return paging.page(
        call,
        [{"wa_id": one, "input": one, "user_id": bsuid.of(one), "messaging_product": "whatsapp"} for one in blocked],
    )


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
    async with call.database.working_write() as db:
        found = [await _meant(db, one) for one in given]
        good = [one for one, digits in found if digits is not None]
        await change(db, node.id, [digits for _, digits in found if digits is not None])
    failed = [str(one["input"]) for one, digits in found if digits is None]
    result: dict[str, Any] = {done: good}
    answer = {"messaging_product": "whatsapp", "block_users": result}
    if failed:
        errors = [GraphError(131009, "The user is not a phone number.").status_error()]
        result["failed_users"] = [{"input": one, "errors": errors} for one in failed]
        raise PartlyDone(139100, answer)
    return answer


async def _meant(db: Db, given: Any) -> tuple[dict[str, str], str | None]:
    """How the user is named in the answer, as in the request; and the number, None when there is none."""
    if isinstance(given, dict) and "user_id" in given:
        row = await store.find_by_user_id(db, str(given["user_id"]))
        return {"input": str(given["user_id"]), "user_id": str(given["user_id"])}, None if row is None else str(
            row["digits"]
        )
    text = str(given.get("user", "")) if isinstance(given, dict) else ""
    digits = numbers.digits_of(text)
    return {"input": text, "wa_id": digits or ""}, digits
