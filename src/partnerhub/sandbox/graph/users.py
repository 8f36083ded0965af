"""Users: the token's own, and those who work on a WABA."""

from typing import Any

from partnerhub.sandbox.graph import oauth
from partnerhub.sandbox.store import subscriptions, tokens
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError

TASKS = frozenset(
    {
        "MANAGE",
        "DEVELOP",
        "MANAGE_TEMPLATES",
        "MANAGE_PHONE",
        "MANAGE_PHONE_ASSETS",
        "MANAGE_EXTENSIONS",
        "MESSAGING",
        "VIEW_COST",
        "VIEW_PHONE_ASSETS",
        "VIEW_TEMPLATES",
    }
)


async def me(call: Call) -> dict[str, Any]:
    if not call.token:
        raise GraphError(104)
    async with call.database.working() as db:
        row = await tokens.enter(db, oauth.digest(call.token), "")
    user = oauth.caller(call, row).user_id
    return projection.project(
        {"id": user, "name": "Sandbox User"}, projection.parse(call.text("fields", "name,id")), "User"
    )


async def assigned(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        rows = await subscriptions.assigned(db, node.waba)
    asked = projection.parse(call.text("fields", "id,name,tasks"))
    users = [{"id": row["user_id"], "name": "Sandbox User", "tasks": row["tasks"], "business": None} for row in rows]
    return paging.page(call, [projection.project(user, asked, "AssignedUser") for user in users])


async def assign(call: Call, node: Node) -> dict[str, Any]:
    tasks = call.value("tasks")
    if not isinstance(tasks, list) or not tasks or not TASKS.issuperset(tasks):
        raise GraphError(100, title=f"Param tasks must be an array of {{{', '.join(sorted(TASKS))}}}.")
    async with call.database.working_write() as db:
        await subscriptions.assign(db, node.waba, call.text("user"), tasks)
    return {"success": True}


async def unassign(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working_write() as db:
        await subscriptions.unassign(db, node.waba, call.text("user"))
    return {"success": True}
