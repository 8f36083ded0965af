"""Templates are reviewed: a verdict, and the webhook that tells it (B.3, B.6)."""

from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import messages, templates
from partnerhub.sandbox.world import switches, webhooks

FIELD = "message_template_status_update"
REJECTING = "reject"  # a template whose name holds this word is rejected, so that a test can have that too


async def submit(db: Db, template_id: str, name: str) -> None:
    """A verdict follows after a moment."""
    verdict = (
        {"status": "REJECTED", "reason": "INVALID_FORMAT"}
        if REJECTING in name
        else {"status": "APPROVED", "reason": "NONE"}
    )
    delay = (await switches.current(db)).delays_ms["verdict"]
    await messages.plan(db, template_id, [("verdict", msgspec.json.encode(verdict).decode(), delay)])


async def decide(db: Db, config: Config, template_id: str, status: str, reason: str, now: datetime) -> bool:
    """False: the template is gone."""
    row = await templates.find(db, template_id)
    if row is None:
        return False
    await templates.set_verdict(db, template_id, status, reason, now)
    await webhooks.enqueue(db, config, row["waba_id"], None, FIELD, _told(row, status, reason), now)
    return True


def _told(row: Row, event: str, reason: str) -> dict[str, Any]:
    value: dict[str, Any] = {
        "event": event,
        "message_template_id": int(row["id"]),
        "message_template_name": row["name"],
        "message_template_language": row["language"],
        "reason": reason,
        "message_template_category": row["category"],
    }
    if event == "REJECTED":
        value["rejection_info"] = {
            "reason": reason,
            "recommendation": "Change the template and submit it again.",
        }
    if event == "PAUSED":
        value["other_info"] = {
            "title": "FIRST_PAUSE",
            "description": "Customers gave this template low quality feedback.",
        }
    return value
