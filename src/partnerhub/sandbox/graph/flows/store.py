"""Flows of WABAs."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

FLOW = """SELECT f.*, w.name AS waba_name, w.timezone_id, w.namespace, w.ban_state
          FROM sandbox.flow f JOIN sandbox.waba w ON w.id = f.waba_id """


async def add(
    db: Db, flow_id: str, waba_id: str, name: str, categories: str, endpoint_uri: str | None, now: datetime
) -> None:
    await db.execute(
        "INSERT INTO sandbox.flow (id, waba_id, name, categories, endpoint_uri, updated_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        flow_id, waba_id, name, categories, endpoint_uri, now,
    )  # fmt: skip


async def find(db: Db, flow_id: str) -> Row | None:
    return await db.fetchrow(FLOW + "WHERE f.id = $1", flow_id)


async def of_waba(db: Db, waba_id: str) -> list[Row]:
    return await db.fetch(FLOW + "WHERE f.waba_id = $1 ORDER BY f.seq DESC", waba_id)


async def set_content(db: Db, flow_id: str, content: str | None, errors: str, now: datetime) -> None:
    """`content` None: what came is no JSON, and what was there stays."""
    await db.execute(
        "UPDATE sandbox.flow SET content = coalesce($2, content), validation_errors = $3, updated_at = $4 WHERE id = $1",
        flow_id, content, errors, now,
    )  # fmt: skip


async def set_status(db: Db, flow_id: str, status: str, now: datetime) -> None:
    await db.execute("UPDATE sandbox.flow SET status = $2, updated_at = $3 WHERE id = $1", flow_id, status, now)


async def describe(
    db: Db, flow_id: str, name: str | None, categories: str | None, endpoint_uri: str | None, now: datetime
) -> None:
    """What is None stays. `categories`: JSON."""
    await db.execute(
        """UPDATE sandbox.flow SET name = coalesce($2, name), categories = coalesce($3::jsonb, categories),
                  endpoint_uri = coalesce($4, endpoint_uri), updated_at = $5
           WHERE id = $1""",
        flow_id, name, categories, endpoint_uri, now,
    )  # fmt: skip
