"""Multi-partner solutions: the partner's system user gets a token for what a business has shared with one."""

from datetime import timedelta
from typing import Any

from partnerhub.db.pool import Row
from partnerhub.kit import crypto
from partnerhub.sandbox.graph.oauth import APP_NAME, digest
from partnerhub.sandbox.graph.solutions import store
from partnerhub.sandbox.store import tokens
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object
from partnerhub.sandbox.world.signup import CLIENT_USER

TOKEN_LIFE = timedelta(days=60)
DEFAULT = "id,name,status,status_for_pending_request"
PENDING = {"INITIATED": "PENDING_ACTIVATION"}


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await store.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return shown(call, row)


async def of_waba(call: Call, node: Node) -> dict[str, Any]:
    """Those that it is shared with."""
    async with call.database.working() as db:
        rows = await store.of_waba(db, node.waba)
    return paging.page(call, [shown(call, row) for row in rows])


async def of_app(call: Call) -> dict[str, Any]:
    async with call.database.working() as db:
        rows = await store.every(db)
    return paging.page(call, [shown(call, row) for row in rows])


def shown(call: Call, row: Row) -> dict[str, Any]:
    owner = call.config.app_id if row["ours"] else row["other_app_id"]
    whole = {
        "id": row["id"],
        "name": row["name"],
        "status": row["status"],
        "status_for_pending_request": "PENDING_DEACTIVATION" if row["ending"] else PENDING.get(row["status"], "NONE"),
        "owner_app": {"id": owner, "name": APP_NAME if row["ours"] else "Another partner's app"},
        "owner_permissions": ["MESSAGING"] if row["messaging"] == "owner" else [],
    }
    return projection.project(whole, projection.parse(call.text("fields", DEFAULT)), "WhatsAppBusinessSolution")


async def token(call: Call, node: Node) -> dict[str, Any]:
    if not call.caller.everything:
        raise GraphError(200, title="Your app doesn't have permission to access this Multi-Partner Solution.")
    business = call.text("business_id")
    new, expires = crypto.new_secret("EAA"), call.now + TOKEN_LIFE
    async with call.database.working_write() as db:
        shared = await store.shared_of_business(db, node.id, business)
        if not shared:
            raise GraphError(100, title="The specified business has not shared a WABA with this Multi-Partner Solution")
        await tokens.add(db, digest(new), CLIENT_USER, shared, call.now, expires)
    return {"access_token": new, "expires_at": int(expires.timestamp())}
