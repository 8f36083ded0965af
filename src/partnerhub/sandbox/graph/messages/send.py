"""POST /{phone}/messages: check, write down, answer with the id; statuses and the customer's answer follow (B.4)."""

import dataclasses
from datetime import timedelta
from typing import Any

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.graph.groups import messages as groups
from partnerhub.sandbox.graph.messages import rules
from partnerhub.sandbox.store import customers, messages, phones, templates
from partnerhub.sandbox.store import media as media_store
from partnerhub.sandbox.weather import pace
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object
from partnerhub.sandbox.world import numbers, permissions, switches, template_use, wamid

SERVICE = "service"
WINDOW = timedelta(hours=24)


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
        customer = await (groups.recipient(db, call, node) if to_group else _recipient(db, call))
        _may_send(phone, customer["digits"])
        meta = await switches.current(db)
        if meta.limits:
            await pace.send(db, node.id, phone["throughput"], None if to_group else customer["digits"], call.now)
        category = await _category(db, node, kind, part)
        category = billed_as or category
        await _within_window(db, call, node, customer, kind)
        await permissions.check_request(db, node.id, customer["digits"], call.params, call.now)
        message_id = wamid.new(phone["digits"] if to_group else customer["digits"], wamid.FROM_BUSINESS)
        await _keep(db, call, node, message_id, customer, kind, category, meta.delays_ms)
    return _accepted(call, customer, message_id)


def _unfolded(call: Call) -> Call:
    """A form has its objects as JSON."""
    folded = {name for name, value in call.params.items() if isinstance(value, str) and value[:1] in {"{", "["}}
    parts = {name: call.value(name) for name in folded & (rules.RULES.keys() | {"context"})}
    return dataclasses.replace(call, params={**call.params, **parts}) if parts else call


async def _mark_read(call: Call, node: Node) -> dict[str, Any]:
    if call.params["status"] != "read":
        raise GraphError(100, title="Param status must be one of {read}.")
    async with call.database.working_write() as db:
        if not await messages.mark_read(db, node.id, call.text("message_id")):
            raise GraphError(100, "Message ID in the request does not exist or is not a message from a customer.")
    return {"success": True}


async def _recipient(db: Db, call: Call) -> dict[str, Any]:
    """The customer who answers for the number (or BSUID); `known` false when nobody does."""
    if "to" not in call.params and "recipient" in call.params:
        row = await customers.find_by_user_id(db, call.text("recipient"))
        if row is None:
            raise GraphError(131026, "The recipient is not known.")
        return {**dict(row), "known": True}
    given = call.text("to")
    digits = numbers.digits_of(given)
    if digits is None:
        raise GraphError(131009, f"Param to must be a phone number with its country code, not '{given[:40]}'.")
    row = await customers.find(db, digits)
    if row is None:
        return {
            "digits": digits,
            "known": False,
            "reads": False,
            "answers": False,
            "user_id": None,
            "service_window": "open",
        }
    return {**dict(row), "known": True}


def _may_send(phone: Row, to: str) -> None:
    if phone["ban_state"] == "DISABLE":
        raise GraphError(131031, "Business account has been locked.")
    if not phone["registered"]:
        raise GraphError(133010)
    if phone["status"] in {"BANNED", "RESTRICTED"}:
        raise GraphError(368, f"The phone number is {phone['status'].lower()}.")
    if phone["digits"] == to:
        raise GraphError(131021)


async def _category(db: Db, node: Node, kind: str, part: dict[str, Any]) -> str:
    """What the message costs as; a template and a medium by id must exist."""
    if kind in rules.MEDIA and "id" in part and not await media_store.belongs(db, str(part["id"]), node.id):
        raise GraphError(100, f"The media id {part['id']} does not exist or does not belong to this phone number.")
    if kind != "template":
        return SERVICE
    row = await templates.find_named(db, node.waba, part["name"], part["language"]["code"])
    template_use.check(part, row)
    return str(row["category"]).lower() if row is not None else SERVICE


async def _within_window(db: Db, call: Call, node: Node, customer: dict[str, Any], kind: str) -> None:
    if customer["service_window"] != "strict" or kind == "template":
        return
    if not await messages.heard_since(db, node.id, customer["digits"], call.now - WINDOW):
        raise GraphError(
            131047,
            "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
        )


async def _keep(
    db: Db,
    call: Call,
    node: Node,
    message_id: str,
    customer: dict[str, Any],
    kind: str,
    category: str,
    delays: dict[str, int],
) -> None:
    """The message, and everything that will happen by itself because of it, after `delays` in milliseconds."""
    body = msgspec.json.encode(
        {key: value for key, value in call.params.items() if key != "messaging_product"}
    ).decode()
    await messages.add(db, message_id, node.id, customer["digits"], "out", kind, category, body, "accepted", call.now)
    if kind == "reaction":
        return
    if call.params.get("recipient_type") == "group":
        await groups.plan(db, message_id)
        return
    steps = (
        ["sent", "failed"] if not customer["known"] else ["sent", "delivered", *(["read"] if customer["reads"] else [])]
    )
    planned = [("status", step, delays[step]) for step in steps]
    if customer["answers"]:
        planned.append(("answer", "", delays["answer"]))
    await messages.plan(
        db,
        message_id,
        [(kind, msgspec.json.encode({"status": step}).decode(), ms) for kind, step, ms in planned],
    )


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
