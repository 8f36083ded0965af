"""Messages to a group: sent once, then delivered and read by each who is in it."""

from datetime import datetime
from typing import Any

from partnerhub.db.pool import Db
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.graph.groups import store
from partnerhub.sandbox.store import messages
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError
from partnerhub.sandbox.world import bsuid, payloads, switches, webhooks

STEPS = ("sent", "delivered", "read")


async def recipient(db: Db, call: Call, node: Node) -> dict[str, Any]:
    """The group as whoever a message goes to: nothing it says comes by itself."""
    group = await store.find(db, call.text("to"))
    if group is None or group["phone_id"] != node.id:
        raise GraphError(131020, "The group does not exist, or is not of this phone number.")
    return {"digits": group["id"], "known": True, "reads": True, "answers": False, "service_window": "open"}


async def plan(db: Db, message_id: str) -> None:
    delays = (await switches.current(db)).delays_ms
    await messages.plan(db, message_id, [("group_status", f'{{"status": "{one}"}}', delays[one]) for one in STEPS])


async def tell(db: Db, config: Config, target: str, detail: dict[str, Any], now: datetime) -> None:
    """One webhook with a status for each who is in the group; that it was sent, just one."""
    message, state = await messages.find(db, target), detail["status"]
    if message is None:
        return
    await messages.set_status(db, target, state)
    people = [one["customer"] for one in await store.members(db, message["customer"], asking=False)]
    if state != "sent" and not people:
        return
    value = payloads.status(message, state, now, await switches.current(db))
    first = {**value["statuses"][0], "recipient_type": "group"}
    first.pop("recipient_user_id", None)
    value["statuses"] = [first] if state == "sent" else [{**first, **_by(one)} for one in people]
    value["contacts"] = [{"wa_id": one, "user_id": bsuid.of(one)} for one in people]
    await webhooks.enqueue(db, config, message["waba_id"], message["phone_id"], "messages", value, now)


def _by(customer: str) -> dict[str, str]:
    return {"recipient_participant_id": customer, "recipient_participant_user_id": bsuid.of(customer)}
