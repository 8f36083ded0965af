"""Telling the partner of a change: the event of each state change is the channel's own document (contract §14.2)."""

from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import webhooks


class _Who(msgspec.Struct):
    id: str
    client_id: str


async def tell(db: Db, partner_id: str, event: str, doc: str, now: datetime, **facts: Any) -> None:
    """Publish `event` with `doc`, inside the transaction that made it true. `facts` stand beside the channel's own keys."""
    data = doc.encode()
    who = msgspec.json.decode(data, type=_Who)
    if known := {name: value for name, value in facts.items() if value is not None}:
        data = msgspec.json.encode(msgspec.json.decode(data, type=dict[str, msgspec.Raw]) | known)
    await webhooks.publish(db, partner_id, type=event, data=data, client_id=who.client_id, channel_id=who.id, now=now)
