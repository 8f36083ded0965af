"""The audit log in the database: the application's roles may add and read, never change or delete."""

from datetime import datetime

from partnerhub.db.pool import Db


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
