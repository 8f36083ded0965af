"""Templates are reviewed: a verdict, and the webhook that tells it (B.3, B.6)."""

from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import messages, templates
from partnerhub.sandbox.world import switches, webhooks

STATUS = "message_template_status_update"
COMPONENTS = "message_template_components_update"
CATEGORY = "template_category_update"
ELEMENTS = {
    "BODY": "message_template_element",
    "HEADER": "message_template_title",
    "FOOTER": "message_template_footer",
}
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
    await tell(db, config, template_id, status, reason, now)
    return True


async def tell(db: Db, config: Config, template_id: str, event: str, reason: str, now: datetime) -> None:
    """What has become of a template that exists."""
    row = await templates.find(db, template_id)
    if row is not None:
        await webhooks.enqueue(db, config, row["waba_id"], None, STATUS, _told(row, event, reason), now)


def _told(row: Row, event: str, reason: str) -> dict[str, Any]:
    value: dict[str, Any] = {
        "event": event,
        **_named(row),
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


def _named(row: Row) -> dict[str, Any]:
    return {
        "message_template_id": int(row["id"]),
        "message_template_name": row["name"],
        "message_template_language": row["language"],
    }


async def move(db: Db, config: Config, template_id: str, category: str, now: datetime) -> bool:
    """Meta finds that the template belongs to another category. False: it is gone."""
    row = await templates.find(db, template_id)
    if row is None:
        return False
    await templates.set_category(db, template_id, category, now)
    value = {**_named(row), "previous_category": row["category"], "new_category": category}
    await webhooks.enqueue(db, config, row["waba_id"], None, CATEGORY, value, now)
    return True


async def tell_components(db: Db, config: Config, template_id: str, now: datetime) -> None:
    """After an edit: the texts, in the form that the webhook has."""
    row = await templates.find(db, template_id)
    if row is None:
        return
    value = _named(row)
    for component in msgspec.json.decode(row["components"]):
        if (key := ELEMENTS.get(component["type"])) and "text" in component:
            value[key] = component["text"]
    await webhooks.enqueue(db, config, row["waba_id"], None, COMPONENTS, value, now)
