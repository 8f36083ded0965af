"""Ids of the Graph: one space for all kinds of objects."""

from partnerhub.db.pool import Db


async def add(db: Db, node_id: str, kind: str, waba_id: str | None) -> None:
    await db.execute("INSERT INTO sandbox.node (id, kind, waba_id) VALUES ($1, $2, $3)", node_id, kind, waba_id)


async def remove(db: Db, node_ids: list[str]) -> None:
    """The object itself goes with its node."""
    await db.execute("DELETE FROM sandbox.node WHERE id = ANY ($1::text[])", node_ids)
