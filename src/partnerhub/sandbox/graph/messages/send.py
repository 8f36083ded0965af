"""POST /{phone}/messages: check, write down, answer with the id; statuses and the customer's answer follow (B.4)."""

import dataclasses
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.sandbox.graph.groups import messages as groups
from partnerhub.sandbox.graph.messages import fate, flow_use, recipients, rules
from partnerhub.sandbox.graph.messages.params import bad
from partnerhub.sandbox.store import messages, phones, templates
from partnerhub.sandbox.weather import pace
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object
from partnerhub.sandbox.world import permissions, switches, template_use, wamid

SERVICE = "service"


async def send(call: Call, node: Node, *, billed_as: str = "") -> dict[str, Any]:
    """`billed_as`: the category of its price, if not the message's own."""
    if call.params.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    if "status" in call.params:
        return await _mark_read(call, node)
    call = _unfolded(call)
    kind = call.text("type", "text")
    part = rules.check(kind, call.params)
    async with call.database.working_write() as db:
        phone = await phones.find(db, node.id)
        if phone is None:
            raise no_such_object(call.method, node.id)
        to_group = call.text("recipient_type", "individual") == "group"
        customer = await (groups.recipient(db, call, node) if to_group else recipients.find(db, call))
        await recipients.may_send(db, phone, customer["digits"])
        meta = await switches.current(db)
        if meta.limits:
            await pace.send(db, node.id, phone["throughput"], None if to_group else customer["digits"], call.now)
        category = await _category(db, node, kind, part)
        category = billed_as or category
        await flow_use.check(db, node, part)
        await permissions.check_request(db, node.id, customer["digits"], call.params, call.now)
        failing = await fate.of(db, call, node, customer, kind, part, category)
        message_id = wamid.new(phone["digits"] if to_group else customer["digits"], wamid.FROM_BUSINESS)
        await _keep(db, call, node, message_id, customer, kind, category)
        if to_group:
            await groups.plan(db, message_id)
        else:
            await _plan(db, message_id, customer, kind, failing, meta.delays_ms)
    return _accepted(call, customer, message_id)


def _unfolded(call: Call) -> Call:
    """A form has its objects as JSON."""
    folded = {name for name, value in call.params.items() if isinstance(value, str) and value[:1] in {"{", "["}}
    parts = {name: call.value(name) for name in folded & (rules.RULES.keys() | {"context"})}
    return dataclasses.replace(call, params={**call.params, **parts}) if parts else call


async def _mark_read(call: Call, node: Node) -> dict[str, Any]:
    if call.params["status"] != "read":
        raise GraphError(100, title="Param status must be one of {read}.")
    typing = call.value("typing_indicator")
    if typing is not None and typing != {"type": "text"}:
        raise bad("typing_indicator['type']", "must be one of {text}")
    async with call.database.working_write() as db:
        if not await messages.mark_read(db, node.id, call.text("message_id")):
            raise GraphError(100, "Message ID in the request does not exist or is not a message from a customer.")
    return {"success": True}


async def _category(db: Db, node: Node, kind: str, part: dict[str, Any]) -> str:
    """What the message costs as; a template must exist."""
    if kind != "template":
        return SERVICE
    row = await templates.find_named(db, node.waba, part["name"], part["language"]["code"])
    template_use.check(part, row)
    return str(row["category"]).lower() if row is not None else SERVICE


async def _keep(
    db: Db, call: Call, node: Node, message_id: str, customer: dict[str, Any], kind: str, category: str
) -> None:
    body = msgspec.json.encode(
        {key: value for key, value in call.params.items() if key != "messaging_product"}
    ).decode()
    await messages.add(db, message_id, node.id, customer["digits"], "out", kind, category, body, "accepted", call.now)


async def _plan(
    db: Db, message_id: str, customer: dict[str, Any], kind: str, failing: GraphError | None, delays: dict[str, int]
) -> None:
    """What will happen by itself because of the message, after `delays` in milliseconds. Of a reaction only `sent` is told."""
    if failing is not None:
        steps = ["sent", "failed"] if not customer["known"] else ["failed"]
    elif kind == "reaction":
        steps = ["sent"]
    else:
        steps = ["sent", "delivered", *(["read"] if customer["reads"] else [])]
    why = {"code": failing.code, "details": failing.details} if failing is not None else {}
    planned = [
        ("status", msgspec.json.encode({"status": step, **(why if step == "failed" else {})}).decode(), delays[step])
        for step in steps
    ]
    if customer["answers"] and failing is None and kind != "reaction":
        planned.append(("answer", "{}", delays["answer"]))
    await messages.plan(db, message_id, planned)


def _accepted(call: Call, customer: dict[str, Any], message_id: str) -> dict[str, Any]:
    """Who was written to by number is answered as a number; who was not, is not told it."""
    if "to" in call.params:
        contact = {"input": call.text("to"), "wa_id": customer["digits"]}
    else:
        contact = {"input": call.text("recipient"), "user_id": customer["user_id"]}
    message = {
        "id": message_id,
        **({"message_status": "accepted"} if call.params.get("type") == "template" else {}),
    }
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]}
