"""A number's user name, and the wish to be an Official Business Account."""

import re
from typing import Any

import msgspec

from partnerhub.db.pool import Row
from partnerhub.sandbox.graph.phones import store
from partnerhub.sandbox.store import phones
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object

NAME = re.compile(r"(?=.*[a-z])[a-z0-9._]{3,35}")
ACTIONS = {"SUBMIT_APPLICATION": "PENDING", "RESUBMIT_APPLICATION": "PENDING", "WITHDRAW_APPLICATION": "CANCELLED"}


async def read(call: Call, node: Node) -> dict[str, Any]:
    row = await _number(call, node)
    return {"username": row["username"], "status": "approved"} if row["username"] else {}


async def adopt(call: Call, node: Node) -> dict[str, Any]:
    """A name is had by one number; `force_transfer` takes it away from another of the same WABA."""
    name = call.text("username").lower()
    if not NAME.fullmatch(name) or name.startswith("www."):
        raise GraphError(100, "A user name has 3 to 35 of a-z, 0-9, point and underscore, at least one letter.")
    async with call.database.working_write() as db:
        taken = await store.of_username(db, name)
        if taken is not None and taken["id"] != node.id:
            if call.text("transfer_action", "none") != "force_transfer" or taken["waba_id"] != node.waba:
                raise GraphError(147001, "The user name is taken.")
            await store.set_username(db, taken["id"], None)
        await store.set_username(db, node.id, name)
    return {"username": name, "status": "approved"}


async def drop(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working_write() as db:
        await store.set_username(db, node.id, None)
    return {"success": True}


async def suggestions(call: Call, node: Node) -> dict[str, Any]:
    """Made of the display name."""
    row = await _number(call, node)
    plain = re.sub(r"[^a-z0-9]+", "", row["verified_name"].lower())[:30] or "business"
    names = [plain, f"{plain}.official", f"{plain}_{row['digits'][-4:]}"]
    return {"data": [{"username_suggestions": names}]}


async def official(call: Call, node: Node) -> dict[str, Any]:
    row = await _number(call, node)
    return _standing(row)


async def ask_official(call: Call, node: Node) -> dict[str, Any]:
    action = call.text("action", "SUBMIT_APPLICATION")
    if action not in ACTIONS:
        raise GraphError(100, title=f"Param action must be one of {{{', '.join(sorted(ACTIONS))}}}.")
    asked = {name: value for name, value in call.params.items() if name != "action"} | {"status": ACTIONS[action]}
    async with call.database.working_write() as db:
        await store.ask_official(db, node.id, msgspec.json.encode(asked).decode())
    row = await _number(call, node)
    return {"success": True, "message": "The application was received.", "updated_status": _standing(row)}


def _standing(row: Row) -> dict[str, str]:
    asked = msgspec.json.decode(row["official_request"]) if row["official_request"] else {}
    status = "APPROVED" if row["official"] else asked.get("status", "CANCELLED")
    return {"id": row["id"], "oba_status": status, "status_message": f"The application is {status.lower()}."}


async def _number(call: Call, node: Node) -> Row:
    async with call.database.working() as db:
        row = await phones.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return row
