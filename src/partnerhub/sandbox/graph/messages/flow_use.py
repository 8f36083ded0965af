"""Whether a flow can be sent: it must be of the account, and published unless the message asks for the draft."""

from typing import Any

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.graph.flows import store
from partnerhub.sandbox.graph.messages.params import Part, bad
from partnerhub.sandbox.wire.call import Node
from partnerhub.sandbox.wire.envelope import GraphError

PARAMETERS = "interactive['action']['parameters']"


async def check(db: Db, node: Node, part: Part) -> None:
    """`part`: the interactive object. Raises GraphError 131009, 132068, 132069."""
    if part.get("type") != "flow":
        return
    parameters: dict[str, Any] = part["action"]["parameters"]
    row = await _named(db, node, parameters)
    if row is None:
        raise bad(f"{PARAMETERS}['flow_id']", "is not a flow of this WhatsApp Business Account")
    if row["status"] in {"DEPRECATED", "BLOCKED"}:
        raise GraphError(132068, f"The flow {row['id']} is {row['status'].lower()}.")
    if row["status"] == "THROTTLED":
        raise GraphError(132069, f"The flow {row['id']} is throttled.")
    if (row["status"] == "DRAFT") != (str(parameters.get("mode", "published")).lower() == "draft"):
        raise bad(f"{PARAMETERS}['mode']", f"must fit the flow, whose status is {row['status']}")


async def _named(db: Db, node: Node, parameters: dict[str, Any]) -> Row | None:
    if parameters.get("flow_name"):
        rows = await store.of_waba(db, node.waba)
        return next((row for row in rows if row["name"] == parameters["flow_name"]), None)
    row = await store.find(db, str(parameters.get("flow_id")))
    return row if row is not None and row["waba_id"] == node.waba else None
