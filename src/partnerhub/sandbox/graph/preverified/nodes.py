"""Add a number to the partner's business, verify it, share it; a WABA takes it by `preverified_id` (B.1)."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from partnerhub.db.pool import Row
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.graph.phones import registration
from partnerhub.sandbox.graph.preverified import store
from partnerhub.sandbox.store import nodes, phones, wabas
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object
from partnerhub.sandbox.world import making, numbers

VALID_FOR = timedelta(days=90)
DEFAULT = "id,display_phone_number,verification_status,availability_status"


async def add(call: Call, node: Node) -> dict[str, Any]:
    _partners_own(call)
    digits = numbers.digits_of(call.text("phone_number"))
    if digits is None:
        raise GraphError(100, "The phone number is not valid.")
    number_id = numeric_id()
    async with call.database.working_write() as db:
        if await store.is_known(db, digits) or await phones.find_by_digits(db, digits) is not None:
            raise GraphError(100, "The phone number is in use already.")
        await nodes.add(db, number_id, "preverified", None)
        await store.add(db, number_id, node.id, digits, call.now)
    return {"id": number_id}


async def of_business(call: Call, node: Node) -> dict[str, Any]:
    """Filtered by `verification_status`, `availability_status`."""
    _partners_own(call)
    async with call.database.working() as db:
        rows = await store.of_business(db, node.id)
    shown = [fields_of(row, call.now) for row in rows]
    for name in ("verification_status", "availability_status"):
        if name in call.params:
            shown = [one for one in shown if one[name] == call.text(name)]
    asked = projection.parse(call.text("fields", DEFAULT))
    return paging.page(call, [projection.project(one, asked, "PreVerifiedPhoneNumber") for one in shown])


async def read(call: Call, node: Node) -> dict[str, Any]:
    row = await _found(call, node)
    asked = projection.parse(call.text("fields", "id,country_prefix,display_phone_number,is_input_id_valid"))
    shown = {**fields_of(row, call.now), "is_input_id_valid": True, "error_msg": None}
    return projection.project(shown, asked, "PreVerifiedPhoneNumber")


async def remove(call: Call, node: Node) -> dict[str, Any]:
    await _found(call, node)
    async with call.database.working_write() as db:
        await nodes.remove(db, [node.id])
    return {"success": True}


async def share(call: Call, node: Node) -> dict[str, Any]:
    """With another business, whose clients may take it then."""
    _partners_own(call)
    number_id, business_id = call.text("preverified_id"), call.text("partner_business_id")
    async with call.database.working_write() as db:
        row = await store.find(db, number_id)
        if row is None or row["business_id"] != node.id:
            raise GraphError(100, "The phone number does not exist, or is not this business's own.")
        if await wabas.find_business(db, business_id) is None:
            raise GraphError(100, "The partner's business does not exist.")
        await store.share(db, number_id, business_id)
    return {"success": True}


async def partners(call: Call, node: Node) -> dict[str, Any]:
    await _found(call, node)
    async with call.database.working() as db:
        rows = await store.partners(db, node.id)
    asked = projection.parse(call.text("fields", "id,name"))
    return paging.page(call, [projection.project(dict(row), asked, "Business") for row in rows])


async def request_code(call: Call, node: Node) -> dict[str, Any]:
    """The code is shown by the control API (`GET /sandbox/api/preverified_numbers`), in place of an SMS."""
    registration.check_method(call)
    row = await _found(call, node)
    if status(row, call.now) == "VERIFIED":
        raise GraphError(136024, "The phone number is verified already.", title="Request code error")
    async with call.database.working_write() as db:
        await store.set_otp(db, node.id, f"{secrets.randbelow(10**6):06d}", call.now + registration.OTP_LIFE)
    return {"success": True}


async def verify_code(call: Call, node: Node) -> dict[str, Any]:
    """A wrong guess is counted, so it must be committed before the refusal."""
    _partners_own(call)
    code = call.text("code").replace("-", "")
    async with call.database.working_write() as db:
        row = await store.locked(db, node.id)
        if row is None:
            raise no_such_object(call.method, node.id)
        fault = registration.fault_of_code(row, code, call)
        if fault is None:
            await store.set_verified(db, node.id, call.now)
        else:
            await store.count_otp_failure(db, node.id)
    if fault is not None:
        raise fault
    return {"success": True, "id": node.id}


async def take(call: Call, node: Node) -> dict[str, Any]:
    """`POST /{WABA}/phone_numbers` with `preverified_id`: the number needs no code any more."""
    async with call.database.working_write() as db:
        row = await store.find(db, call.text("preverified_id"))
        if row is None or status(row, call.now) != "VERIFIED":
            raise GraphError(100, "The phone number was not verified beforehand, or too long ago.")
        name = call.text("verified_name")
        return {"id": await making.phone(db, node.waba, row["digits"], name, call.now, verified=True)}


async def add_number(call: Call, node: Node) -> dict[str, Any]:
    taken = bool(call.text("preverified_id", ""))
    return await (take if taken else registration.add_number)(call, node)


def status(row: Row, now: datetime) -> str:
    if row["verified_at"] is None:
        return "PENDING"
    return "VERIFIED" if row["verified_at"] + VALID_FOR > now else "EXPIRED"


def fields_of(row: Row, now: datetime) -> dict[str, Any]:
    return {
        "id": row["id"],
        "display_phone_number": numbers.display(row["digits"]),
        "country_prefix": int(numbers.split(row["digits"])[0]),
        "country_code": numbers.region(row["digits"]),
        "verification_status": status(row, now),
        "availability_status": "IN_USE" if row["phone_id"] else "AVAILABLE",
        "created_time": row["created_at"].strftime("%Y-%m-%dT%H:%M:%S+0000"),
    }


def _partners_own(call: Call) -> None:
    """Only the partner's own token manages them."""
    if not call.caller.everything:
        raise GraphError(200)


async def _found(call: Call, node: Node) -> Row:
    _partners_own(call)
    async with call.database.working() as db:
        row = await store.find(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    return row
