"""Switches that somebody has touched."""

from partnerhub.db.pool import Db, Row


async def every(db: Db) -> list[Row]:
    return await db.fetch("SELECT name, value FROM sandbox.switch")


async def put(db: Db, name: str, value: str) -> None:
    """`value`: JSON."""
    await db.execute(
        "INSERT INTO sandbox.switch (name, value) VALUES ($1, $2::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name,
        value,
    )
