"""The standing of endpoints in the database. `paused_until` is by the database's clock, as all times of the queue."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.standing.rules import Health


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint under lock, and the database's time."""

    kind: str
    owner_id: str
    name: str
    url: str | None
    health: Health
    now: datetime


LOCK = """
SELECT kind, owner_id, name, url, now() AS now,
    standing, failures, failing_since, nullif(paused_until, '-infinity') AS paused_until, disabled_reason AS reason
FROM endpoint WHERE partner_id = $1 AND id = $2 FOR UPDATE
"""
PUT = """
UPDATE endpoint SET standing = $3, failures = $4, failing_since = $5, paused_until = coalesce($6::timestamptz, '-infinity'),
    disabled_reason = $7, disabled_at = CASE WHEN $3 = 'disabled' THEN coalesce(disabled_at, now()) END
WHERE partner_id = $1 AND id = $2
"""
ENABLE = """
UPDATE endpoint SET standing = CASE standing WHEN 'healthy' THEN 'healthy' ELSE 'resuming' END, failures = 0,
    failing_since = NULL, paused_until = '-infinity', disabled_at = NULL, disabled_reason = NULL, modified_at = now()
WHERE partner_id = $1 AND id = $2 RETURNING true
"""
# What a worker holds is on its way, and its own to settle.
AFRESH = """
UPDATE delivery SET next_at = now(), attempt = 0
WHERE partner_id = $1 AND endpoint_id = $2 AND claim_id IS NULL AND (attempt > 0 OR next_at > now())
"""


async def locked(db: Db, partner_id: str, endpoint_id: int) -> Judged:
    row = await db.fetchrow(LOCK, partner_id, endpoint_id)
    assert row is not None  # noqa: S101 — endpoints are never deleted
    facts = dict(row)
    health = msgspec.convert({name: facts.pop(name) for name in Health.__struct_fields__}, Health)
    return Judged(health=health, **facts)


async def put(db: Db, partner_id: str, endpoint_id: int, health: Health) -> None:
    await db.execute(PUT, partner_id, endpoint_id, *msgspec.structs.astuple(health))


async def enable(db: Db, partner_id: str, endpoint_id: int) -> bool:
    """Whether there is such an endpoint."""
    return bool(await db.fetchval(ENABLE, partner_id, endpoint_id))


async def start_afresh(db: Db, partner_id: str, endpoint_id: int) -> None:
    """All that is owed to the endpoint is due, with all its attempts before it."""
    await db.execute(AFRESH, partner_id, endpoint_id)
