"""Recording an event together with the debt to deliver it."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import events
from partnerhub.domain.webhooks import store
from partnerhub.kit import ids


class _Envelope(msgspec.Struct):
    """Contract §14.2."""

    id: str
    event: str
    data: msgspec.Raw


async def publish(
    db: Db,
    partner_id: str,
    *,
    type: str,  # noqa: A002 — the field's own word
    data: bytes,
    now: datetime,
    client_id: str | None = None,
    channel_id: str | None = None,
    owed: bool = True,
) -> str:
    """Tell the partner, inside the caller's transaction; returns the event's id.

    `data` is a finished JSON document. Without an endpoint, or not `owed`, the event is recorded all the same.
    """
    event_id = ids.prefixed_uuid7("evt")
    body = msgspec.json.encode(_Envelope(event_id, type, msgspec.Raw(data)))
    await events.record(
        db, partner_id, event_id,
        audience="partner", type=type, body=body, client_id=client_id, channel_id=channel_id, now=now,
    )  # fmt: skip
    if owed:
        await store.owe_partner(db, partner_id, event_id, channel_id)
    return event_id
