"""People on the way through Embedded Signup."""

from datetime import datetime

from partnerhub.db.pool import Db


async def add(db: Db, dialog_id: str, answers: str, expires_at: datetime) -> None:
    """`answers`: JSON. Those who never came back are forgotten on the way."""
    await db.execute("DELETE FROM sandbox.dialog WHERE expires_at < now()")
    await db.execute(
        "INSERT INTO sandbox.dialog (id, answers, expires_at) VALUES ($1, $2::jsonb, $3)",
        dialog_id,
        answers,
        expires_at,
    )


async def find(db: Db, dialog_id: str, now: datetime) -> str | None:
    return await db.fetchval("SELECT answers FROM sandbox.dialog WHERE id = $1 AND expires_at > $2", dialog_id, now)


async def change(db: Db, dialog_id: str, answers: str) -> None:
    await db.execute("UPDATE sandbox.dialog SET answers = $2::jsonb WHERE id = $1", dialog_id, answers)


async def end(db: Db, dialog_id: str) -> bool:
    """False: it has ended already; of two at once one wins."""
    return await db.fetchval("DELETE FROM sandbox.dialog WHERE id = $1 RETURNING true", dialog_id) is not None
