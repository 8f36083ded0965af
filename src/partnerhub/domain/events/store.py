"""Events in the database: written once, never changed."""

from datetime import datetime
from typing import Literal

from partnerhub.db.pool import Db

Audience = Literal["partner", "channel"]


async def record(
    db: Db,
    partner_id: str,
    event_id: str,
    *,
    audience: Audience,
    type: str,  # noqa: A002 — the field's own word
    body: bytes,
    now: datetime,
    client_id: str | None = None,
    waba_id: str | None = None,
    channel_id: str | None = None,
) -> None:
    """`event_id` is `evt_` + UUIDv7 in hex; `body` the bytes that every receiver gets on every attempt."""
    await db.execute(
        "INSERT INTO event (partner_id, id, audience, type, client_id, waba_id, channel_id, body, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        partner_id, event_id, audience, type, client_id, waba_id, channel_id, body, now,
    )  # fmt: skip


async def make_partitions(db: Db, now: datetime) -> int:
    """Make the tables for the events and attempts of the coming days, for all partners; how many were made."""
    return await db.fetchval("SELECT make_partitions($1)", now)
