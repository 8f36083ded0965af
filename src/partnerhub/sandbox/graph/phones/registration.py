"""The phone ladder: add a number, ask for a code, verify it, register it (B.1)."""

import secrets
from datetime import timedelta
from typing import Any

from partnerhub.db.pool import Row
from partnerhub.sandbox.graph.phones.nodes import pin_of
from partnerhub.sandbox.store import phones
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object
from partnerhub.sandbox.world import making, numbers

OTP_LIFE = timedelta(minutes=10)
MAX_GUESSES = 5
REGISTRATIONS = 10  # a number in WINDOW, in and out together
WINDOW = timedelta(hours=72)
REGIONS = frozenset(["AE", "AU", "BH", "BR", "CA", "CH", "DE", "GB", "ID", "IN", "JP", "KR", "SG", "US", "ZA"])
METHODS = frozenset({"SMS", "VOICE"})


async def add_number(call: Call, node: Node) -> dict[str, Any]:
    code = call.text("cc", call.text("country_code", ""))  # the one is Meta's, the other some clients'
    digits = numbers.digits_of(code + call.text("phone_number"))
    if digits is None:
        raise GraphError(100, "The phone number is not valid.")
    async with call.database.working_write() as db:
        return {"id": await making.phone(db, node.waba, digits, call.text("verified_name"), call.now, verified=False)}


async def request_code(call: Call, node: Node) -> dict[str, Any]:
    """The code goes to the sandbox's control API (`GET /sandbox/api/phones/{id}`), in place of an SMS."""
    check_method(call)
    async with call.database.working_write() as db:
        row = _there(call, node, await phones.locked(db, node.id))
        if row["code_verification_status"] == "VERIFIED" and row["registered"]:
            raise GraphError(136024, "The phone number is verified already.", title="Request code error")
        await phones.set_otp(db, node.id, f"{secrets.randbelow(10**6):06d}", call.now + OTP_LIFE)
    return {"success": True}


def check_method(call: Call) -> None:
    if call.text("code_method").upper() not in METHODS:
        raise GraphError(100, title="Param code_method must be one of {SMS, VOICE}.")
    call.text("language")


async def verify_code(call: Call, node: Node) -> dict[str, Any]:
    """A wrong guess is counted, so it must be committed before the refusal."""
    code = call.text("code").replace("-", "")
    async with call.database.working_write() as db:
        row = _there(call, node, await phones.locked(db, node.id))
        fault = fault_of_code(row, code, call)
        if fault is None:
            await phones.set_verified(db, node.id)
        else:
            await phones.count_otp_failure(db, node.id)
    if fault is not None:
        raise fault
    return {"success": True}


def fault_of_code(row: Row, code: str, call: Call) -> GraphError | None:
    """`row`: what has a code, until when, and how often it was guessed wrong."""
    if row["otp"] is None:
        return GraphError(136025, "No code was requested for this phone number.")
    if row["otp_failures"] >= MAX_GUESSES:
        return GraphError(136025, "Too many wrong codes. Request a new one.", subcode=2388091)
    if row["otp_until"] <= call.now:
        return GraphError(136025, "The code has expired. Request a new one.")
    if row["otp"] != code:
        return GraphError(136025, "The code is wrong.", subcode=2388093)
    return None


async def register(call: Call, node: Node) -> dict[str, Any]:
    """A number with a PIN needs that PIN; one without takes the given one."""
    if call.params.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    pin, region = pin_of(call), call.text("data_localization_region", "") or None
    if region and region not in REGIONS:
        raise GraphError(100, title="Param data_localization_region must be a region of local storage.")
    async with call.database.working_write() as db:
        row = _there(call, node, await phones.locked(db, node.id))
        fault = _pin_fault(row, pin)
        if fault is None and await phones.count_registration(db, node.id, call.now, WINDOW) > REGISTRATIONS:
            fault = GraphError(133016, "At most 10 registrations and deregistrations of a number in 72 hours.")
        if fault is None:
            await phones.set_registered(db, node.id, pin, region, call.now)
        elif fault.code == 133005:  # noqa: PLR2004
            await phones.count_pin_failure(db, node.id)
    if fault is not None:
        raise fault
    return {"success": True}


def _pin_fault(row: Row, pin: str) -> GraphError | None:
    if row["code_verification_status"] != "VERIFIED":
        return GraphError(133006, "The phone number needs to be verified before registering.")
    if row["pin_failures"] >= MAX_GUESSES:
        return GraphError(133008, "Too many wrong PINs for this phone number.")
    if row["pin"] not in (None, pin):
        return GraphError(133005, "The PIN is wrong.")
    return None


async def deregister(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working_write() as db:
        row = _there(call, node, await phones.locked(db, node.id))
        if not row["registered"]:
            raise GraphError(133010)
        if await phones.count_registration(db, node.id, call.now, WINDOW) > REGISTRATIONS:
            raise GraphError(133016, "At most 10 registrations and deregistrations of a number in 72 hours.")
        await phones.set_deregistered(db, node.id)
    return {"success": True}


def _there(call: Call, node: Node, row: Row | None) -> Row:
    if row is None:
        raise no_such_object(call.method, node.id)
    return row
