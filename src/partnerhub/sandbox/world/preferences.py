"""A customer tells a business whether it may send marketing messages, and the business is told (B.6)."""

from datetime import datetime

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import customers
from partnerhub.sandbox.world import switches, webhooks

FIELD = "user_preferences"
STOP, RESUME = "User requested to stop marketing messages", "User requested to resume marketing messages"


async def say(db: Db, config: Config, phone: Row, customer: Row, now: datetime, *, stop: bool) -> None:
    """From then on marketing messages of this number to them fail with 131050, or arrive again."""
    change = customers.stop_marketing if stop else customers.resume_marketing
    await change(db, phone["id"], customer["digits"])
    user_id = {"user_id": customer["user_id"]} if (await switches.current(db)).bsuid else {}
    preference = {
        "wa_id": customer["digits"],
        **user_id,
        "detail": STOP if stop else RESUME,
        "category": "marketing_messages",
        "value": "stop" if stop else "resume",
        "timestamp": int(now.timestamp()),
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": phone["digits"], "phone_number_id": phone["id"]},
        "contacts": [{"profile": {"name": customer["name"]}, "wa_id": customer["digits"], **user_id}],
        "user_preferences": [preference],
    }
    await webhooks.enqueue(db, config, phone["waba_id"], phone["id"], FIELD, value, now)
