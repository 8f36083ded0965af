"""A new client, and the event that tells its partner."""

from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import webhooks
from partnerhub.domain.clients.store import insert
from partnerhub.kit import ids


async def create(
    db: Db,
    partner_id: str,
    *,
    name: str,
    contact_info: dict[str, Any],
    contact_user: dict[str, Any],
    partner_payload: str | None,
    organisation: str | None,
    now: datetime,
) -> str:
    """Returns the client's id; emits `client_created` (contract partner-api §14.3)."""
    client_id = ids.random_id(8, "CL")
    doc = await insert(
        db,
        partner_id,
        client_id,
        name=name,
        contact_info=contact_info,
        contact_user=contact_user,
        partner_payload=partner_payload,
        organisation=organisation,
        now=now,
    )
    data = msgspec.json.encode({"client": msgspec.Raw(doc)})
    await webhooks.publish(db, partner_id, type="client_created", data=data, client_id=client_id, now=now)
    return client_id
