"""What becomes of a message that was taken: Meta judges some things only when it carries the message away (B.4)."""

from datetime import datetime, timedelta
from typing import Any

from partnerhub.db.pool import Db
from partnerhub.sandbox.graph.messages import attached
from partnerhub.sandbox.graph.messages.params import Part
from partnerhub.sandbox.store import customers, messages
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError

WINDOW = timedelta(hours=24)
REACTABLE = timedelta(days=30)
UNKNOWN_NUMBER = (
    "This number is not on WhatsApp. In the sandbox a number is on WhatsApp when a customer answers for it."
)
TOO_LATE = (
    "Message failed to send because more than 24 hours have passed since the customer last replied to this number."
)
STOPPED = "This person does not want marketing messages of this business."


async def of(
    db: Db, call: Call, node: Node, customer: dict[str, Any], kind: str, part: Part, category: str
) -> GraphError | None:
    """Why it fails, None: it arrives. Raises GraphError for what is seen at once."""
    misfit = await attached.check(db, node.id, attached.named(kind, part), call.now)
    if not customer["known"]:
        return GraphError(131026, UNKNOWN_NUMBER)
    if misfit is not None:
        return misfit
    if customer["service_window"] == "strict" and kind != "template" and not await _open(db, node, customer, call.now):
        return GraphError(131047, TOO_LATE)
    if kind == "reaction" and not await _stands(db, node, customer, str(part["message_id"]), call.now):
        return GraphError(131009, "The message to react to is not in this conversation, or older than 30 days.")
    return await _of_person(db, node, customer, category)


async def _of_person(db: Db, node: Node, customer: dict[str, Any], category: str) -> GraphError | None:
    if category.startswith("marketing") and await customers.wants_no_marketing(db, node.id, customer["digits"]):
        return GraphError(131050, STOPPED)
    code = customer.get("fails_with")
    return None if code is None else GraphError(int(code))


async def _open(db: Db, node: Node, customer: dict[str, Any], now: datetime) -> bool:
    return await messages.heard_since(db, node.id, customer["digits"], now - WINDOW)


async def _stands(db: Db, node: Node, customer: dict[str, Any], message_id: str, now: datetime) -> bool:
    row = await messages.find(db, message_id)
    return (
        row is not None
        and (row["phone_id"], row["customer"]) == (node.id, customer["digits"])
        and row["kind"] != "reaction"
        and row["created_at"] > now - REACTABLE
    )
