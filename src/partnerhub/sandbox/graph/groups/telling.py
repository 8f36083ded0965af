"""What webhooks say of groups (B.6): what is asked for is answered with a request's id, and told when it is done."""

from datetime import datetime
from typing import Any

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.world import bsuid, webhooks

LIFECYCLE, MEMBERS, SETTINGS = "group_lifecycle_update", "group_participants_update", "group_settings_update"


async def tell(db: Db, config: Config, group: Row, field: str, kind: str, now: datetime, **more: Any) -> None:
    """`kind` is the event's name, like group_create; `more` stands beside it."""
    metadata = {"display_phone_number": group["business"], "phone_number_id": group["phone_id"]}
    event = {"timestamp": str(int(now.timestamp())), "group_id": group["id"], "type": kind, **more}
    value = {"messaging_product": "whatsapp", "metadata": metadata, "groups": [event]}
    await webhooks.enqueue(db, config, group["waba_id"], group["phone_id"], field, value, now)


def person(customer: str) -> dict[str, str]:
    return {"wa_id": customer, "user_id": bsuid.of(customer)}
