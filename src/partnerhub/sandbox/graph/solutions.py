"""Multi-partner solutions: the partner's system user gets a token for what a business has shared with one."""

from datetime import timedelta
from typing import Any

from partnerhub.kit import crypto
from partnerhub.sandbox.graph.oauth import digest
from partnerhub.sandbox.store import subscriptions, tokens
from partnerhub.sandbox.wire import paging
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object
from partnerhub.sandbox.world.signup import CLIENT_USER

TOKEN_LIFE = timedelta(days=60)


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await subscriptions.find_solution(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return {"id": row["id"], "name": row["name"], "status": "ACTIVE", "status_for_pending_request": "NONE"}


async def of_waba(call: Call, node: Node) -> dict[str, Any]:
    """Those that it is shared with."""
    async with call.database.working() as db:
        rows = await subscriptions.solutions_of(db, node.waba)
    none = {"status": "ACTIVE", "status_for_pending_request": "NONE"}
    return paging.page(call, [{"id": row["id"], "name": row["name"], **none} for row in rows])


async def token(call: Call, node: Node) -> dict[str, Any]:
    if not call.caller.everything:
        raise GraphError(200, title="Your app doesn't have permission to access this Multi-Partner Solution.")
    business = call.text("business_id")
    new, expires = crypto.new_secret("EAA"), call.now + TOKEN_LIFE
    async with call.database.working_write() as db:
        shared = await subscriptions.shared_of_business(db, node.id, business)
        if not shared:
            raise GraphError(100, title="The specified business has not shared a WABA with this Multi-Partner Solution")
        await tokens.add(db, digest(new), CLIENT_USER, shared, call.now, expires)
    return {"access_token": new, "expires_at": int(expires.timestamp())}
