"""Who a message goes to, and whether the number may write to them."""

from typing import Any

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.store import customers
from partnerhub.sandbox.wire.call import Call
from partnerhub.sandbox.wire.envelope import GraphError
from partnerhub.sandbox.world import numbers

NOBODY = {"known": False, "reads": False, "answers": False, "user_id": None, "service_window": "open"}


async def find(db: Db, call: Call) -> dict[str, Any]:
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
        return {**NOBODY, "digits": digits}
    return {**dict(row), "known": True}


async def may_send(db: Db, phone: Row, to: str) -> None:
    """Raises GraphError when the number may not send, or not to them."""
    if phone["ban_state"] == "DISABLE":
        raise GraphError(131031, "Business account has been locked.")
    if not phone["registered"]:
        raise GraphError(133010)
    if phone["status"] in {"BANNED", "RESTRICTED"}:
        raise GraphError(368, f"The phone number is {phone['status'].lower()}.")
    if phone["digits"] == to:
        raise GraphError(131021)
    if await customers.is_blocked(db, phone["id"], to):
        raise GraphError(131026, "This phone number has blocked the recipient: unblock them first.")
