"""Media that businesses and customers have sent."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def add(
    db: Db,
    media_id: str,
    phone_id: str,
    mime_type: str,
    filename: str | None,
    sha256: str,
    content: bytes,
    now: datetime,
) -> None:
    await db.execute(
        """INSERT INTO sandbox.media (id, phone_id, mime_type, filename, sha256, size, content, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        media_id,
        phone_id,
        mime_type,
        filename,
        sha256,
        len(content),
        content,
        now,
    )


async def find(db: Db, media_id: str) -> Row | None:
    """All but the content."""
    return await db.fetchrow(
        "SELECT id, phone_id, mime_type, filename, sha256, size, created_at FROM sandbox.media WHERE id = $1",
        media_id,
    )


async def content(db: Db, media_id: str) -> bytes | None:
    return await db.fetchval("SELECT content FROM sandbox.media WHERE id = $1", media_id)
