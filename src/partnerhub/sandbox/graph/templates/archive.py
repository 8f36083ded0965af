"""Templates put away, and taken back: an archived one cannot be sent (B.3)."""

from collections.abc import Awaitable, Callable
from typing import Any

from partnerhub.db.pool import Db
from partnerhub.sandbox.store import templates as store
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing
from partnerhub.sandbox.world import review

MOST_AT_ONCE = 100


async def put_away(call: Call, node: Node) -> dict[str, Any]:
    return await _each(call, node, "archived_templates", _archived)


async def take_back(call: Call, node: Node) -> dict[str, Any]:
    return await _each(call, node, "unarchived_templates", _unarchived)


async def _each(call: Call, node: Node, done: str, act: Callable[[Db, str], Awaitable[str]]) -> dict[str, Any]:
    """Those that fail are named with the reason, the others are done."""
    given = call.several("hsm_ids")
    if not given:
        raise missing("hsm_ids")
    if len(given) > MOST_AT_ONCE:
        raise GraphError(100, title=f"Param hsm_ids must have {MOST_AT_ONCE} ids at most.")
    succeeded: list[str] = []
    failed: dict[str, Any] = {}
    async with call.database.working_write() as db:
        for one in given:
            row = await store.find(db, one)
            reason = await act(db, one) if row is not None and row["waba_id"] == node.waba else "Template not found."
            if reason:
                failed[one] = {"error": reason}
            else:
                succeeded.append(one)
                event = "ARCHIVED" if act is _archived else "UNARCHIVED"
                await review.tell(db, call.config, one, event, "NONE", call.now)
    return {done: succeeded, "failed_templates": failed}


async def _archived(db: Db, template_id: str) -> str:
    return "" if await store.archive(db, template_id) else "Only an approved or a paused template can be archived."


async def _unarchived(db: Db, template_id: str) -> str:
    return "" if await store.unarchive(db, template_id) else "The template is not in the archive."
