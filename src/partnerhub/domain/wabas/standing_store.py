"""The standing of WABAs in the database. Meta's webhooks come in as the worker, which may change these columns."""

from datetime import datetime

from partnerhub.db.pool import Db


async def set_status(
    db: Db, partner_id: str, waba_id: str, status: str, now: datetime, *, restricted_until: datetime | None = None
) -> None:
    """Any other restriction is over with it."""
    await db.execute(
        "UPDATE waba SET status = $3, restricted_until = $4, modified_at = $5 WHERE partner_id = $1 AND id = $2",
        partner_id, waba_id, status, restricted_until, now,
    )  # fmt: skip


async def get_status(db: Db, partner_id: str, waba_id: str) -> str:
    """Held until the transaction ends."""
    return await db.fetchval(
        "SELECT status FROM waba WHERE partner_id = $1 AND id = $2 FOR NO KEY UPDATE", partner_id, waba_id
    )


async def drop_token(db: Db, partner_id: str, waba_id: str) -> None:
    await db.execute(
        "UPDATE waba SET graph_token = NULL, token_refresh_at = NULL WHERE partner_id = $1 AND id = $2",
        partner_id,
        waba_id,
    )


async def merge_settings(db: Db, partner_id: str, waba_id: str, settings: str, now: datetime) -> None:
    """`settings`: a JSON object; its keys replace those there."""
    await db.execute(
        "UPDATE waba SET settings = coalesce(settings, '{}') || $3::jsonb, modified_at = $4"
        " WHERE partner_id = $1 AND id = $2",
        partner_id, waba_id, settings, now,
    )  # fmt: skip


async def take_ended_restrictions(db: Db, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(partner, WABA), of every partner: the worker has no tenant. None of them is restricted any more."""
    rows = await db.fetch(
        "UPDATE waba w SET restricted_until = NULL, modified_at = $1,"
        " status = CASE w.status WHEN 'account_restriction' THEN 'approved' ELSE w.status END"
        " FROM (SELECT partner_id, id FROM waba WHERE restricted_until <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED) due"
        " WHERE w.partner_id = due.partner_id AND w.id = due.id RETURNING w.partner_id, w.id",
        now, limit,
    )  # fmt: skip
    return [(row["partner_id"], row["id"]) for row in rows]
