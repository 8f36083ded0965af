"""Flows of WABAs."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def add(
    db: Db, flow_id: str, waba_id: str, name: str, categories: str, endpoint_uri: str | None, now: datetime
) -> None:
    await db.execute(
        "INSERT INTO sandbox.flow (id, waba_id, name, categories, endpoint_uri, updated_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        flow_id, waba_id, name, categories, endpoint_uri, now,
    )  # fmt: skip


async def find(db: Db, flow_id: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.flow WHERE id = $1", flow_id)


async def of_waba(db: Db, waba_id: str) -> list[Row]:
    return await db.fetch("SELECT * FROM sandbox.flow WHERE waba_id = $1 ORDER BY seq DESC", waba_id)


async def set_content(db: Db, flow_id: str, content: str | None, errors: str, now: datetime) -> None:
    """`content` None: what came is no JSON, and what was there stays."""
    await db.execute(
        "UPDATE sandbox.flow SET content = coalesce($2, content), validation_errors = $3, updated_at = $4 WHERE id = $1",
        flow_id, content, errors, now,
    )  # fmt: skip


async def set_published(db: Db, flow_id: str, now: datetime) -> None:
    await db.execute("UPDATE sandbox.flow SET status = 'PUBLISHED', updated_at = $2 WHERE id = $1", flow_id, now)
