"""Uploaded logos in the database: one a partner."""

import msgspec

from partnerhub.db.pool import Db

PUT = """
INSERT INTO partner_logo (partner_id, name, media_type, content) VALUES ($1, $2, $3, $4)
ON CONFLICT (partner_id) DO UPDATE SET name = $2, media_type = $3, content = $4
"""


class Logo(msgspec.Struct, frozen=True):
    media_type: str
    content: bytes


async def put(db: Db, partner_id: str, name: str, media_type: str, content: bytes) -> None:
    await db.execute(PUT, partner_id, name, media_type, content)


async def find(db: Db, partner_id: str, name: str) -> Logo | None:
    row = await db.fetchrow(
        "SELECT media_type, content FROM partner_logo WHERE partner_id = $1 AND name = $2", partner_id, name
    )
    return Logo(**row) if row else None


async def remove(db: Db, partner_id: str) -> None:
    await db.execute("DELETE FROM partner_logo WHERE partner_id = $1", partner_id)
