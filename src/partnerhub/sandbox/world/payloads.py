"""What Meta's webhooks say (B.6): inbound messages and statuses, classic, and with BSUIDs when that switch is on."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from partnerhub.db.pool import Row
from partnerhub.sandbox.world import bsuid
from partnerhub.sandbox.world.switches import Switches

CONVERSATION = timedelta(hours=24)
PRICED = frozenset({"sent", "delivered"})


def inbound(message: Row, content: dict[str, Any], switches: Switches) -> dict[str, Any]:
    """`content`: what the message says, keyed by its type, with `context` if it is an answer."""
    one = {
        "from": message["customer"],
        "id": message["id"],
        "timestamp": _seconds(message["created_at"]),
        "type": message["kind"],
        **content,
    }
    if switches.bsuid:
        one["from_user_id"] = _user_id(message)
    return {**_head(message), "contacts": [_contact(message, switches)], "messages": [one]}


def status(
    message: Row, state: str, now: datetime, switches: Switches, error: dict[str, Any] | None = None
) -> dict[str, Any]:
    one: dict[str, Any] = {
        "id": message["id"],
        "status": state,
        "timestamp": _seconds(now),
        "recipient_id": message["customer"],
    }
    if switches.bsuid:
        one["recipient_user_id"] = _user_id(message)
    if state in PRICED:
        if switches.conversation:
            one["conversation"] = _conversation(message, state)
        one["pricing"] = pricing(message["category"])
    if error is not None:
        one["errors"] = [error]
    value = {**_head(message), "statuses": [one]}
    return {**value, "contacts": [_contact(message, switches)]} if switches.bsuid else value


def pricing(category: str) -> dict[str, Any]:
    free = category == "service"
    return {
        "billable": not free,
        "pricing_model": "PMP",
        "category": category,
        "type": "free_customer_service" if free else "regular",
    }


def _conversation(message: Row, state: str) -> dict[str, Any]:
    """One id for a number, a customer, a category and a day, as Meta counted conversations."""
    day = message["created_at"].date().isoformat()
    key = f"{message['phone_id']}:{message['customer']}:{message['category']}:{day}"
    conversation: dict[str, Any] = {"id": hashlib.md5(key.encode(), usedforsecurity=False).hexdigest()}
    if state == "sent":
        conversation["expiration_timestamp"] = _seconds(message["created_at"] + CONVERSATION)
    return {**conversation, "origin": {"type": message["category"]}}


def _head(message: Row) -> dict[str, Any]:
    metadata = {"display_phone_number": message["business"], "phone_number_id": message["phone_id"]}
    return {"messaging_product": "whatsapp", "metadata": metadata}


def _contact(message: Row, switches: Switches) -> dict[str, Any]:
    profile = {"name": message["customer_name"]} if message["customer_name"] else {}
    contact: dict[str, Any] = {"profile": profile, "wa_id": message["customer"]}
    return {**contact, "user_id": _user_id(message)} if switches.bsuid else contact


def _user_id(message: Row) -> str:
    """Those who are not on WhatsApp have one too."""
    return message["user_id"] or bsuid.of(message["customer"])


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))
