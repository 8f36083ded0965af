"""What webhooks say of calls (B.6): connect, terminate, and the state of one that the business began."""

from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.world import bsuid, webhooks

FIELD = "calls"
ANSWER = {"sdp_type": "answer", "sdp": "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"}


async def connect(db: Db, config: Config, row: Row, now: datetime) -> None:
    """The offer of a customer who calls; or the answer to that of the business."""
    begun = row["direction"] == "BUSINESS_INITIATED"
    session = ANSWER if begun or not row["session"] else msgspec.json.decode(row["session"])
    await _tell(db, config, row, {"calls": [{**_event(row, "connect", now), "session": session}]}, now)


async def terminate(db: Db, config: Config, row: Row, now: datetime) -> None:
    """A call that nobody took is FAILED and has no times."""
    event: dict[str, Any] = {**_event(row, "terminate", now), "status": "FAILED"}
    if row["accepted_at"] is not None:
        began, ended = int(row["accepted_at"].timestamp()), int(now.timestamp())
        times = {"start_time": str(began), "end_time": str(ended), "duration": ended - began}
        event |= {"status": "COMPLETED", **times}
    if row["callback"] is not None:
        event["biz_opaque_callback_data"] = row["callback"]
    await _tell(db, config, row, {"calls": [event]}, now)


async def state(db: Db, config: Config, row: Row, name: str, now: datetime) -> None:
    """`name`: RINGING, ACCEPTED or REJECTED."""
    status = {"id": row["id"], "timestamp": _seconds(now), "type": "call", "status": name}
    status |= {"recipient_id": row["customer"], "recipient_user_id": _user_id(row)}
    if row["callback"] is not None:
        status["biz_opaque_callback_data"] = row["callback"]
    await _tell(db, config, row, {"statuses": [status]}, now)


def _event(row: Row, event: str, now: datetime) -> dict[str, Any]:
    ends = (row["business"], row["customer"])
    sender, receiver = ends if row["direction"] == "BUSINESS_INITIATED" else reversed(ends)
    times = {"event": event, "timestamp": _seconds(now), "direction": row["direction"]}
    return {"id": row["id"], "to": receiver, "from": sender, **times}


async def _tell(db: Db, config: Config, row: Row, told: dict[str, Any], now: datetime) -> None:
    metadata = {"display_phone_number": row["business"], "phone_number_id": row["phone_id"]}
    profile = {"name": row["customer_name"]} if row["customer_name"] else {}
    contact = {"profile": profile, "wa_id": row["customer"], "user_id": _user_id(row)}
    value = {"messaging_product": "whatsapp", "metadata": metadata, "contacts": [contact], **told}
    await webhooks.enqueue(db, config, row["waba_id"], row["phone_id"], FIELD, value, now)


def _user_id(row: Row) -> str:
    return row["user_id"] or bsuid.of(row["customer"])


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))
