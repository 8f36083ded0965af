"""What is known of an event's way to its endpoints: attempts made, deliveries owed and given up."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.events import Event

MOST = 1000  # attempts of one event; 17 for each endpoint and replay

ATTEMPTS = """
SELECT a.at, a.attempt, a.outcome, a.status, a.error, a.answer, a.ms, e.kind, e.owner_id, e.name, e.headers
FROM attempt a JOIN endpoint e ON e.partner_id = a.partner_id AND e.id = a.endpoint_id
WHERE a.partner_id = $1 AND a.event_id = $2 AND a.at >= $3 ORDER BY a.at, a.id LIMIT $4
"""
# The endpoints that an event can be owed to, then one look by key at each: the queue has no index by event.
OWED = """
SELECT e.kind, e.owner_id, e.name, d.attempt AS attempts, d.next_at, NULL AS fault
FROM endpoint e JOIN delivery d ON d.partner_id = e.partner_id AND d.endpoint_id = e.id AND d.event_id = $2
WHERE e.partner_id = $1 AND (e.kind, e.owner_id) IN (('partner', $1), ('waba', $3), ('channel', $4), ('destination', $4))
UNION ALL
SELECT e.kind, e.owner_id, e.name, f.attempts, NULL, f.fault
FROM endpoint e JOIN failed_delivery f ON f.partner_id = e.partner_id AND f.endpoint_id = e.id AND f.event_id = $2
WHERE e.partner_id = $1 AND (e.kind, e.owner_id) IN (('partner', $1), ('waba', $3), ('channel', $4), ('destination', $4))
"""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One try. `status` 0: there was no answer. `name`: of a destination. `headers`: the endpoint's own, sealed."""

    at: datetime
    attempt: int
    outcome: str
    status: int
    error: str | None
    answer: bytes
    ms: int
    kind: str
    owner_id: str
    name: str
    headers: bytes | None


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """Waiting until `next_at`; or given up, with whose `fault` it was."""

    kind: str
    owner_id: str
    name: str
    attempts: int
    next_at: datetime | None
    fault: str | None


async def attempts(db: Db, partner_id: str, event_id: str, since: datetime) -> list[Attempt]:
    """In order of time; none was made before `since`."""
    rows = await db.fetch(ATTEMPTS, partner_id, event_id, since, MOST)
    return [msgspec.convert(dict(row), Attempt) for row in rows]


async def owed(db: Db, partner_id: str, event: Event) -> list[Owed]:
    rows = await db.fetch(OWED, partner_id, event.id, event.waba_id, event.channel_id)
    return [msgspec.convert(dict(row), Owed) for row in rows]
