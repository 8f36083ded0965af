"""Display names are reviewed: a decision, and the webhook that tells it (B.6)."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import messages, phones
from partnerhub.sandbox.world import switches, webhooks

FIELD = "phone_number_name_update"
REJECTING = "reject"  # a name that holds this word is rejected, so that a test can have that too


async def submit(db: Db, phone_id: str, name: str) -> None:
    """A decision follows after a moment."""
    rejected = REJECTING in name.lower()
    decision = {
        "name": name,
        "decision": "REJECTED" if rejected else "APPROVED",
        "rejection_reason": "NAME_NOT_CONSISTENT" if rejected else None,
    }
    delay = (await switches.current(db)).delays_ms["verdict"]
    await messages.plan(db, phone_id, [("name", msgspec.json.encode(decision).decode(), delay)])


async def pending(db: Db, phone_id: str, name: str) -> bool:
    """Whether the name still waits: somebody may have decided meanwhile, or another be asked for."""
    row = await phones.find(db, phone_id)
    return row is not None and (row["new_name"], row["new_name_status"]) == (name, "PENDING_REVIEW")


async def decide(db: Db, config: Config, phone_id: str, decision: str, reason: str | None, now: datetime) -> bool:
    """False: the number is gone."""
    row = await phones.find(db, phone_id)
    if row is None:
        return False
    if decision in {"APPROVED", "REJECTED"}:
        await phones.decide_name(db, phone_id, approved=decision == "APPROVED")
    value = {
        "display_phone_number": row["digits"],
        "decision": decision,
        "requested_verified_name": row["new_name"] or row["verified_name"],
        "rejection_reason": reason,
    }
    await webhooks.enqueue(db, config, row["waba_id"], None, FIELD, value, now)
    return True
