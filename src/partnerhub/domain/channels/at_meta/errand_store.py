"""Errands of channels at Meta, in the database."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from partnerhub.db.pool import Db

Kind = Literal["sync", "leave"]
LIVING = "hub_status NOT IN ('terminated', 'deleted')"
CLAIM = f"""
UPDATE channel_errand e SET due_at = $2 + $3::interval, attempts = e.attempts + 1
FROM (SELECT partner_id, channel_id, kind FROM channel_errand WHERE kind = $1 AND due_at <= $2
      ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED) due, channel ch, waba w
WHERE e.partner_id = due.partner_id AND e.channel_id = due.channel_id AND e.kind = due.kind
  AND ch.partner_id = e.partner_id AND ch.id = e.channel_id AND w.partner_id = ch.partner_id AND w.id = ch.waba_id
RETURNING e.partner_id, e.channel_id, ch.external_id, ch.is_on_biz_app, w.id AS waba_id, w.external_id AS waba_external_id,
    w.graph_token, e.attempts, e.due_at AS leased_until,
    EXISTS (SELECT 1 FROM channel c WHERE c.external_id = ch.external_id AND {LIVING}) AS number_in_use,
    EXISTS (SELECT 1 FROM waba v JOIN channel c ON c.partner_id = v.partner_id AND c.waba_id = v.id
            WHERE v.external_id = w.external_id AND v.status <> 'bsp_removed' AND {LIVING}) AS waba_in_use
"""


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """Something to ask of Meta for a number. `leased_until` fences the outcome; `graph_token` is sealed.

    `number_in_use`, `waba_in_use`: there is a living channel of it, of any partner.
    """

    partner_id: str
    channel_id: str
    external_id: str
    is_on_biz_app: bool
    waba_id: str
    waba_external_id: str
    graph_token: bytes | None
    attempts: int
    leased_until: datetime
    number_in_use: bool
    waba_in_use: bool


async def add(db: Db, partner_id: str, channel_id: str, kind: Kind, due: datetime) -> None:
    """The earlier of this time and the one there is."""
    await db.execute(
        "INSERT INTO channel_errand (partner_id, channel_id, kind, due_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (partner_id, channel_id, kind) DO UPDATE SET due_at = least(channel_errand.due_at, excluded.due_at)",
        partner_id, channel_id, kind, due,
    )  # fmt: skip


async def claim(db: Db, kind: Kind, now: datetime, lease: timedelta, limit: int) -> list[Errand]:
    """Of every partner: the worker has no tenant."""
    rows = await db.fetch(CLAIM, kind, now, lease, limit)
    return [msgspec.convert(dict(row), Errand) for row in rows]


async def put_off(
    db: Db, partner_id: str, channel_id: str, kind: Kind, leased_until: datetime, due: datetime, attempts: int
) -> None:
    """An earlier time that someone set while Meta was asked stays."""
    await db.execute(
        "UPDATE channel_errand SET due_at = $5, attempts = $6"
        " WHERE partner_id = $1 AND channel_id = $2 AND kind = $3 AND due_at = $4",
        partner_id, channel_id, kind, leased_until, due, attempts,
    )  # fmt: skip


async def remove(db: Db, partner_id: str, channel_id: str, kind: Kind) -> None:
    await db.execute(
        "DELETE FROM channel_errand WHERE partner_id = $1 AND channel_id = $2 AND kind = $3",
        partner_id,
        channel_id,
        kind,
    )
