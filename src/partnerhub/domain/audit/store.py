"""The audit log in the database: the application's roles may add and read, never change or delete."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db

PAGE = """
SELECT id, at, actor, action, subject, detail, request_id FROM audit
WHERE partner_id = $1 AND id < $2 AND at >= coalesce($3, '-infinity'::timestamptz)
AND at < coalesce($4, 'infinity'::timestamptz) AND actor = coalesce($5, actor) AND action = coalesce($6, action)
ORDER BY id DESC LIMIT $7
"""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """`detail` is a JSON document."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    request_id: str | None


async def record(
    db: Db,
    partner_id: str,
    *,
    actor: str,
    action: str,
    subject: str,
    now: datetime,
    detail: str = "{}",
    request_id: str | None = None,
) -> None:
    """`detail` is a JSON document, without secrets."""
    await db.execute(
        "INSERT INTO audit (partner_id, at, actor, action, subject, detail, request_id)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        partner_id, now, actor, action, subject, detail, request_id,
    )  # fmt: skip


async def page(
    db: Db,
    partner_id: str,
    *,
    before: int,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    actor: str | None = None,
    action: str | None = None,
) -> list[Entry]:
    """Newest first, from behind the entry `before`."""
    rows = await db.fetch(PAGE, partner_id, before, since, until, actor, action, limit)
    return [Entry(**row) for row in rows]
