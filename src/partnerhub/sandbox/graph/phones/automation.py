"""A number's conversational components, and its settings (B.2): kept as they are given."""

from typing import Any

import msgspec

from partnerhub.db.pool import Row
from partnerhub.sandbox.graph.phones import calling
from partnerhub.sandbox.store import phones
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object

PARTS = {"enable_welcome_message": bool, "prompts": list, "commands": list}
UNTOUCHED: dict[str, dict[str, Any]] = {
    "calling": {
        "status": "DISABLED",
        "call_icon_visibility": "DEFAULT",
        "callback_permission_status": "DISABLED",
        "ip_addresses": {"default": []},
    },
    "storage_configuration": {"status": "DEFAULT"},
}
SETTINGS = ("calling", "storage_configuration", "payload_encryption", "user_identity_change")


async def change(call: Call, node: Node) -> dict[str, Any]:
    given = {name: call.value(name) for name in PARTS if name in call.params}
    for name, value in given.items():
        if not isinstance(value, PARTS[name]):
            raise GraphError(100, title=f"Param {name} must be a {PARTS[name].__name__}.")
    async with call.database.working_write() as db:
        await phones.set_automation(db, node.id, msgspec.json.encode(given).decode())
    return {"success": True}


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await phones.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return shown(row) or {"id": node.id}


def shown(row: Row) -> dict[str, Any] | None:
    """The field `conversational_automation`, once there is any."""
    kept: dict[str, Any] = msgspec.json.decode(row["automation"])
    return {"id": row["id"], **kept} if kept else None


async def read_settings(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await phones.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    kept: dict[str, Any] = msgspec.json.decode(row["settings"])
    return {**kept, **{name: {**UNTOUCHED[name], **kept.get(name, {})} for name in UNTOUCHED}}


async def change_settings(call: Call, node: Node) -> dict[str, Any]:
    given = {name: call.value(name) for name in SETTINGS if name in call.params}
    if not given:
        raise missing("calling")
    for name, value in given.items():
        calling.check(name, value)
    async with call.database.working_write() as db:
        row = await phones.locked(db, node.id)
        kept: dict[str, Any] = msgspec.json.decode(row["settings"]) if row is not None else {}
        merged = {name: _merged(kept.get(name), value) for name, value in given.items()}
        await phones.set_settings(db, node.id, msgspec.json.encode(merged).decode())
    return {"success": True}


def _merged(kept: Any, given: Any) -> Any:
    """What is not given stays."""
    return {**kept, **given} if isinstance(kept, dict) and isinstance(given, dict) else given
