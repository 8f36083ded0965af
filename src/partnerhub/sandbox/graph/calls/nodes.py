"""POST /{phone}/calls, and whether a customer may be called."""

from datetime import timedelta
from typing import Any

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.kit.ids import random_id
from partnerhub.sandbox.graph.calls import store, telling
from partnerhub.sandbox.store import customers, messages, phones
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object
from partnerhub.sandbox.world import numbers
from partnerhub.sandbox.world import permissions as world

WHATSAPP = {"messaging_product": "whatsapp"}
DAY = timedelta(days=1)
ONE_LASTS = timedelta(hours=1)  # at most; a call that nobody ended holds up no other then
CALLS_A_DAY = 5
TAKEN_AFTER = 300  # milliseconds
OF_BUSINESS, OF_USER = "BUSINESS_INITIATED", "USER_INITIATED"


async def act(call: Call, node: Node) -> dict[str, Any]:
    if call.params.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    action = call.text("action")
    if action not in ACTIONS:
        raise GraphError(100, title=f"Param action must be one of {{{', '.join(ACTIONS)}}}.")
    async with call.database.working_write() as db:
        return await ACTIONS[action](call, db, node)


async def _connect(call: Call, db: Db, node: Node) -> dict[str, Any]:
    """It rings; the customer takes it after a moment."""
    phone = await phones.find(db, node.id)
    if phone is None:
        raise no_such_object(call.method, node.id)
    _may_call(phone)
    row = await _person(call, db, "to")
    if row is None:
        raise GraphError(138001, "The receiver is not on WhatsApp.")
    await _may_call_person(call, db, node, row["digits"])
    call_id = f"wacid.{random_id(28)}"
    callback = call.text("biz_opaque_callback_data", "") or None
    session = msgspec.json.encode(_session(call, "offer")).decode()
    await store.add(db, call_id, node.id, row["digits"], OF_BUSINESS, session, callback, call.now)
    steps = [("call", f'{{"state": "{name}"}}', ms) for name, ms in (("RINGING", 0), ("ACCEPTED", TAKEN_AFTER))]
    await messages.plan(db, call_id, steps)
    return {**WHATSAPP, "calls": [{"id": call_id}]}


async def _pre_accept(call: Call, db: Db, node: Node) -> dict[str, Any]:
    await _ringing(call, db, node)
    _session(call, "answer")
    return {**WHATSAPP, "success": True}


async def _accept(call: Call, db: Db, node: Node) -> dict[str, Any]:
    row = await _ringing(call, db, node)
    _session(call, "answer")
    callback = call.text("biz_opaque_callback_data", "") or None
    await store.set_state(db, row["id"], "ACCEPTED", call.now, callback)
    return {**WHATSAPP, "success": True}


async def _reject(call: Call, db: Db, node: Node) -> dict[str, Any]:
    row = await _ringing(call, db, node)
    await store.set_state(db, row["id"], "REJECTED", None, None)
    await telling.terminate(db, call.config, row, call.now)
    return {**WHATSAPP, "success": True}


async def _terminate(call: Call, db: Db, node: Node) -> dict[str, Any]:
    row = await _found(call, db, node)
    if row["state"] in {"REJECTED", "ENDED"}:
        raise GraphError(100, "The call has ended.")
    await store.set_state(db, row["id"], "ENDED", None, None)
    await telling.terminate(db, call.config, row, call.now)
    return {**WHATSAPP, "success": True}


ACTIONS = {
    "connect": _connect,
    "pre_accept": _pre_accept,
    "accept": _accept,
    "reject": _reject,
    "terminate": _terminate,
}


async def _ringing(call: Call, db: Db, node: Node) -> Row:
    """A call of a customer that nobody has taken yet."""
    row = await _found(call, db, node)
    if row["direction"] != OF_USER or row["state"] != "RINGING":
        raise GraphError(100, "The call is not one that rings here.")
    return row


async def _found(call: Call, db: Db, node: Node) -> Row:
    row = await store.find(db, call.text("call_id"))
    if row is None or row["phone_id"] != node.id:
        raise GraphError(100, "The call does not exist.")
    return row


def _session(call: Call, kind: str) -> dict[str, Any]:
    given = call.value("session")
    if not isinstance(given, dict) or not given.get("sdp"):
        raise missing("session")
    if given.get("sdp_type") != kind:
        raise GraphError(100, title=f"Param session['sdp_type'] must be one of {{{kind}}}.")
    return given


def _may_call(phone: Row) -> None:
    settings: dict[str, Any] = msgspec.json.decode(phone["settings"])
    if str((settings.get("calling") or {}).get("status", "")).upper() != "ENABLED":
        raise GraphError(138000, "Calling is not enabled for this phone number.")


async def _may_call_person(call: Call, db: Db, node: Node, digits: str) -> None:
    if await customers.callable_until(db, node.id, digits, call.now) is None:
        raise GraphError(138006, "This person has not given the permission to call, or it has ended.")
    if await store.is_talking(db, node.id, digits, call.now - ONE_LASTS):
        raise GraphError(138003, "A call with this person is under way.")
    if await store.taken_since(db, node.id, digits, call.now - DAY) >= CALLS_A_DAY:
        raise GraphError(138012, f"This person took {CALLS_A_DAY} calls within the last 24 hours.")


async def _person(call: Call, db: Db, name: str) -> Row | None:
    """By number, or by id."""
    if "recipient" in call.params and name not in call.params:
        return await customers.find_by_user_id(db, call.text("recipient"))
    digits = numbers.digits_of(call.text(name))
    if digits is None:
        raise GraphError(131009, f"Param {name} must be a phone number with its country code.")
    return await customers.find(db, digits)


async def permissions(call: Call, node: Node) -> dict[str, Any]:
    """Given by an answer to a call_permission_request, or by calling a business that wants that; for a week."""
    async with call.database.working() as db:
        row = await _person(call, db, "user_wa_id")
        digits = row["digits"] if row else ""
        until = await customers.callable_until(db, node.id, digits, call.now)
        used = await store.taken_since(db, node.id, digits, call.now - DAY)
        asked = await customers.call_asked_since(db, node.id, digits, call.now - DAY)
    permission: dict[str, Any] = {"status": "temporary" if until else "no_permission"}
    if until:
        permission["expiration_time"] = int(until.timestamp())
    may_ask, may_call = row is not None and asked < world.REQUESTS_A_DAY, until is not None and used < CALLS_A_DAY
    return {
        **WHATSAPP,
        "permission": permission,
        "actions": [
            _action("send_call_permission_request", may_ask, world.REQUESTS_A_DAY, asked),
            _action("start_call", may_call, CALLS_A_DAY, used),
        ],
    }


def _action(name: str, may: bool, most: int, used: int) -> dict[str, Any]:
    limit = {"time_period": "PT24H", "max_allowed": most, "current_usage": used}
    return {"action_name": name, "can_perform_action": may, "limits": [limit]}
