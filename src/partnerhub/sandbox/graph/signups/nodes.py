"""Made, listed, read, changed."""

from typing import Any

import msgspec

from partnerhub.db.pool import Row
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.graph.signups import store
from partnerhub.sandbox.store import nodes
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object

LONGEST = {
    "signup_message": 300,
    "confirmation_message": 300,
    "display_name": 256,
    "promo_code": 50,
    "website_url": 2000,
}
NEEDED = ("signup_message", "confirmation_message", "privacy_policy_url")
STATES = frozenset({"ACTIVE", "DISABLED"})
DEFAULT = "id,waba_id,status,signup_message,confirmation_message,privacy_policy_url,promo_code,display_name,website_url"


async def of_waba(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        rows = await store.of_waba(db, node.waba)
    return paging.page(call, [_shown(call, row) for row in rows])


async def create(call: Call, node: Node) -> dict[str, Any]:
    content = {name: call.text(name) for name in NEEDED} | _texts(call) | {"status": "ACTIVE"}
    made = numeric_id(16)
    async with call.database.working_write() as db:
        await nodes.add(db, made, "signup", node.waba)
        await store.add(db, made, node.waba, msgspec.json.encode(content).decode())
    return {"id": made}


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await store.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return _shown(call, row)


async def change(call: Call, node: Node) -> dict[str, Any]:
    """All but the privacy policy."""
    content = _texts(call)
    if "status" in call.params:
        content["status"] = call.text("status").upper()
        if content["status"] not in STATES:
            raise GraphError(100, title=f"Param status must be one of {{{', '.join(sorted(STATES))}}}.")
    async with call.database.working_write() as db:
        await store.change(db, node.id, msgspec.json.encode(content).decode())
    return {"success": True, "id": node.id}


def _texts(call: Call) -> dict[str, Any]:
    given = {name: call.text(name) for name in LONGEST if name in call.params}
    for name, text in given.items():
        if len(text) > LONGEST[name]:
            raise GraphError(100, title=f"Param {name} must be between 1 and {LONGEST[name]} characters long.")
    return given


def _shown(call: Call, row: Row) -> dict[str, Any]:
    whole: dict[str, Any] = dict.fromkeys(DEFAULT.split(","))
    whole |= {"id": row["id"], "waba_id": row["waba_id"], **msgspec.json.decode(row["content"])}
    return projection.project(whole, projection.parse(call.text("fields", DEFAULT)), "WhatsAppSignup")
