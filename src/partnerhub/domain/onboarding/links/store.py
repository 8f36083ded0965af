"""Onboarding links in the database."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

COLUMNS = (
    "id, partner_id, token, parameters, success_url, failure_url, max_uses, uses, created_at, expires_at, revoked_at"
)
ADD = """
INSERT INTO onboarding_link
    (partner_id, id, digest, token, parameters, success_url, failure_url, max_uses, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
# Only a visit that was not finished before counts: the page may send its person off once more.
COUNT = """
WITH done AS (
    UPDATE onboarding_visit SET finished_at = $3
    WHERE partner_id = $1 AND id = $2 AND finished_at IS NULL AND link_id IS NOT NULL RETURNING link_id)
UPDATE onboarding_link SET uses = uses + 1 WHERE partner_id = $1 AND id = (SELECT link_id FROM done)
"""


async def add(
    db: Db,
    partner_id: str,
    link_id: str,
    *,
    digest: bytes,
    token: bytes,
    parameters: str,
    success_url: str | None,
    failure_url: str | None,
    max_uses: int,
    now: datetime,
    expires_at: datetime,
) -> None:
    """`token` is sealed, `digest` what it is found by."""
    await db.execute(
        ADD, partner_id, link_id, digest, token, parameters, success_url, failure_url, max_uses, now, expires_at
    )


async def find(db: Db, partner_id: str, link_id: str) -> Row | None:
    return await db.fetchrow(
        f"SELECT {COLUMNS} FROM onboarding_link WHERE partner_id = $1 AND id = $2", partner_id, link_id
    )


async def page(
    db: Db, partner_id: str, before: str, since: datetime | None, until: datetime | None, limit: int
) -> list[Row]:
    """Newest first, of those made from `since` on and before `until`."""
    return await db.fetch(
        f"SELECT {COLUMNS} FROM onboarding_link WHERE partner_id = $1 AND id < $2"
        " AND created_at >= coalesce($3, '-infinity'::timestamptz) AND created_at < coalesce($4, 'infinity'::timestamptz)"
        " ORDER BY id DESC LIMIT $5",
        partner_id, before, since, until, limit,
    )  # fmt: skip


async def revoke(db: Db, partner_id: str, link_id: str, now: datetime) -> None:
    await db.execute(
        "UPDATE onboarding_link SET revoked_at = coalesce(revoked_at, $3) WHERE partner_id = $1 AND id = $2",
        partner_id, link_id, now,
    )  # fmt: skip


async def enter(db: Db, digest: bytes) -> Row | None:
    """(partner_id, link_id): the token says whose it is; the connection acts for that partner from here on."""
    return await db.fetchrow("SELECT partner_id, link_id FROM enter_by_onboarding_link($1)", digest)


async def count(db: Db, partner_id: str, visit_id: str, now: datetime) -> None:
    """A visit by a link has come to its end, for the first time."""
    await db.execute(COUNT, partner_id, visit_id, now)
