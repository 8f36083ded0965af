"""Webhooks that the stand-in for a partner's server took in."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def add(db: Db, name: str, headers: str, body: str, now: datetime) -> None:
    await db.execute(
        "INSERT INTO sandbox.received (name, headers, body, received_at) VALUES ($1, $2, $3, $4)",
        name,
        headers,
        body,
        now,
    )


async def latest(db: Db, name: str, limit: int) -> list[Row]:
    return await db.fetch(
        "SELECT received_at, headers, body FROM sandbox.received WHERE name = $1 ORDER BY id DESC LIMIT $2", name, limit
    )


async def forget_old(db: Db, name: str, keep: int) -> None:
    """All but the last `keep`."""
    await db.execute(
        "DELETE FROM sandbox.received WHERE name = $1 AND id <= coalesce("
        "(SELECT id FROM sandbox.received WHERE name = $1 ORDER BY id DESC OFFSET $2 LIMIT 1), 0)",
        name, keep,
    )  # fmt: skip
