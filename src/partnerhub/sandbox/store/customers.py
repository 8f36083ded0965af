"""Customers: those who answer for a phone number."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def find(db: Db, digits: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.customer WHERE digits = $1", digits)


async def find_by_user_id(db: Db, user_id: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.customer WHERE user_id = $1", user_id)


async def every(db: Db) -> list[Row]:
    return await db.fetch("SELECT * FROM sandbox.customer ORDER BY created_at, digits")


async def put(
    db: Db,
    digits: str,
    name: str,
    user_id: str,
    reply_text: str,
    window: str,
    now: datetime,
    *,
    answers: bool,
    reads: bool,
) -> Row:
    """Make the customer, or change all but its user_id."""
    row = await db.fetchrow(
        """INSERT INTO sandbox.customer (digits, name, user_id, reply_text, service_window, created_at, answers, reads)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
           ON CONFLICT (digits) DO UPDATE SET name = excluded.name, reply_text = excluded.reply_text,
               service_window = excluded.service_window, answers = excluded.answers, reads = excluded.reads
           RETURNING *""",
        digits,
        name,
        user_id,
        reply_text,
        window,
        now,
        answers,
        reads,
    )
    assert row is not None  # noqa: S101 — an upsert returns its row
    return row


async def remove(db: Db, digits: str) -> bool:
    return await db.fetchval("DELETE FROM sandbox.customer WHERE digits = $1 RETURNING true", digits) is not None
