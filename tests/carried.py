"""Bytes that a channel's receivers are owed, recorded as `messaging` does it: with the text of the same statement."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks import CARRY
from partnerhub.kit import ids

CARRIED = f"""
WITH carried AS MATERIALIZED (
    SELECT $1::text AS partner_id, $2::text AS event_id, $3::text AS type, $4::text AS client_id, $5::text AS waba_id,
           $6::text AS channel_id, $7::bytea AS body, $8::timestamptz AS at
), {CARRY} SELECT
"""


async def carry(
    db: Db,
    partner_id: str,
    *,
    body: bytes,
    type: str,  # noqa: A002 — the field's own word
    channel_id: str,
    waba_id: str,
    now: datetime,
    client_id: str | None = None,
) -> str:
    """The event's id."""
    event_id = ids.prefixed_uuid7("evt")
    await db.execute(CARRIED, partner_id, event_id, type, client_id, waba_id, channel_id, body, now)
    return event_id
