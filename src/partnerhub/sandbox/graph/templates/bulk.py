"""Authentication templates in many languages at once: made where there is none, edited where there is one (B.3)."""

from typing import Any

from partnerhub.db.pool import Db
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.graph.templates import rules
from partnerhub.sandbox.graph.templates.nodes import ttl, worded
from partnerhub.sandbox.store import nodes
from partnerhub.sandbox.store import templates as store
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object
from partnerhub.sandbox.world import review

ONLY = "AUTHENTICATION"


async def upsert(call: Call, node: Node) -> dict[str, Any]:
    name, languages = call.text("name"), call.value("languages")
    rules.check_name(name)
    if not isinstance(languages, list) or not languages:
        raise missing("languages")
    if rules.category(call.text("category")) != ONLY:
        raise GraphError(100, title=f"Param category must be one of {{{ONLY}}}.")
    for one in languages:
        rules.language(str(one))
    components = rules.components(call.value("components"), ONLY, "POSITIONAL")
    async with call.database.working_write() as db:
        return {"data": [await _put(call, db, node, name, str(one), components) for one in languages]}


async def _put(call: Call, db: Db, node: Node, name: str, language: str, components: str) -> dict[str, str]:
    row, components = await store.find_named(db, node.waba, name, language), worded(ONLY, language, components)
    if row is not None:
        template_id = row["id"]
        await store.change(db, template_id, components, ONLY, ttl(call), call.now)
    else:
        template_id = numeric_id()
        await nodes.add(db, template_id, "template", node.waba)
        await store.add(db, template_id, node.waba, name, language, ONLY, "POSITIONAL", components, ttl(call), call.now)
    await review.submit(db, template_id, name)
    return {"id": template_id, "status": "PENDING", "language": language, "category": ONLY}


async def unpause(call: Call, node: Node) -> dict[str, Any]:
    """What is not paused stays as it is, and the answer says so."""
    async with call.database.working_write() as db:
        row = await store.find(db, node.id)
        if row is None:
            raise no_such_object(call.method, node.id)
        if row["status"] != "PAUSED":
            return {"success": False, "reason": "The template is not paused."}
        await review.decide(db, call.config, node.id, "APPROVED", "NONE", call.now)
    return {"success": True}
