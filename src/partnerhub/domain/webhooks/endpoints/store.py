"""Endpoints in the database, as those see them who own them."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.standing.rules import Standing

COUNTED = 1000  # deliveries that wait for one endpoint; more cost too much to count for a list


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """`name`: of a destination. `override_all`: of a WABA, it wins over those of its numbers. `waiting`: what is owed to it,
    at most COUNTED. `paused_until` may be over.
    """

    id: int
    kind: str
    owner_id: str
    name: str
    url: str | None
    override_all: bool
    standing: Standing
    failures: int
    failing_since: datetime | None
    paused_until: datetime | None
    disabled_at: datetime | None
    disabled_reason: str | None
    fifo: bool
    max_in_flight: int
    waiting: int


COLUMNS = f"""
    e.id, e.kind, e.owner_id, e.name, e.url, e.override_all, e.standing, e.failures, e.failing_since,
    nullif(e.paused_until, '-infinity') AS paused_until, e.disabled_at, e.disabled_reason, e.fifo, e.max_in_flight,
    (SELECT count(*) FROM (SELECT 1 FROM delivery d WHERE d.partner_id = e.partner_id AND d.endpoint_id = e.id
                           LIMIT {COUNTED}) counted) AS waiting
"""
PAGE = f"""
SELECT {COLUMNS} FROM endpoint e WHERE e.partner_id = $1 AND e.id < coalesce($2::bigint, 9223372036854775807)
AND ($3::text IS NULL OR e.standing = $3)
ORDER BY e.id DESC LIMIT $4
"""
OWN = f"""
SELECT {COLUMNS} FROM endpoint e
WHERE e.partner_id = $1 AND e.kind = 'partner' AND e.owner_id = $1 AND e.url IS NOT NULL
"""
CHANGE = """
UPDATE endpoint SET fifo = coalesce($3, fifo), max_in_flight = coalesce($4, max_in_flight), modified_at = now()
WHERE partner_id = $1 AND id = $2
"""


async def page(db: Db, partner_id: str, before: int | None, standing: str | None, limit: int) -> list[Endpoint]:
    rows = await db.fetch(PAGE, partner_id, before, standing, limit)
    return [msgspec.convert(dict(row), Endpoint) for row in rows]


async def find(db: Db, partner_id: str, endpoint_id: int) -> Endpoint | None:
    row = await db.fetchrow(
        f"SELECT {COLUMNS} FROM endpoint e WHERE e.partner_id = $1 AND e.id = $2", partner_id, endpoint_id
    )
    return msgspec.convert(dict(row), Endpoint) if row else None


async def find_headers(db: Db, partner_id: str, endpoint_id: int) -> bytes | None:
    """Sealed."""
    return await db.fetchval("SELECT headers FROM endpoint WHERE partner_id = $1 AND id = $2", partner_id, endpoint_id)


async def find_own(db: Db, partner_id: str) -> Endpoint | None:
    """The partner's own, if it has a URL."""
    row = await db.fetchrow(OWN, partner_id)
    return msgspec.convert(dict(row), Endpoint) if row else None


async def of_owners(db: Db, partner_id: str, owner_ids: list[str]) -> list[Endpoint]:
    """Those of these channels and WABAs, further destinations too."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM endpoint e WHERE e.partner_id = $1 AND e.kind <> 'partner' AND e.owner_id = ANY($2)"
        " ORDER BY e.kind, e.name",
        partner_id, owner_ids,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Endpoint) for row in rows]


async def change(db: Db, partner_id: str, endpoint_id: int, fifo: bool | None, max_in_flight: int | None) -> None:
    """None leaves it as it is."""
    await db.execute(CHANGE, partner_id, endpoint_id, fifo, max_in_flight)
