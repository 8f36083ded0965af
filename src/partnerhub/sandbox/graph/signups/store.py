"""Signup links."""

from partnerhub.db.pool import Db, Row


async def of_waba(db: Db, waba_id: str) -> list[Row]:
    return await db.fetch("SELECT * FROM sandbox.signup_link WHERE waba_id = $1 ORDER BY seq DESC", waba_id)


async def find(db: Db, signup_id: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.signup_link WHERE id = $1", signup_id)


async def add(db: Db, signup_id: str, waba_id: str, content: str) -> None:
    """`content`: JSON."""
    await db.execute(
        "INSERT INTO sandbox.signup_link (id, waba_id, content) VALUES ($1, $2, $3::jsonb)", signup_id, waba_id, content
    )


async def change(db: Db, signup_id: str, content: str) -> None:
    """`content`: JSON, merged into what is there."""
    await db.execute("UPDATE sandbox.signup_link SET content = content || $2::jsonb WHERE id = $1", signup_id, content)
