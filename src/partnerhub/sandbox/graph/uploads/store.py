"""Sessions of uploads, and the files that became of them."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def add(db: Db, session: str, filename: str, mime_type: str, size: int, now: datetime) -> None:
    await db.execute(
        "INSERT INTO sandbox.upload (id, filename, mime_type, size, created_at) VALUES ($1, $2, $3, $4, $5)",
        session, filename, mime_type, size, now,
    )  # fmt: skip


async def find(db: Db, session: str) -> Row | None:
    """How far it is. Held until the transaction ends."""
    return await db.fetchrow(
        "SELECT id, size, octet_length(content) AS file_offset, handle FROM sandbox.upload WHERE id = $1 FOR UPDATE",
        session,
    )


async def append(db: Db, session: str, piece: bytes) -> None:
    await db.execute("UPDATE sandbox.upload SET content = content || $2 WHERE id = $1", session, piece)


async def finish(db: Db, session: str, handle: str) -> None:
    await db.execute("UPDATE sandbox.upload SET handle = $2 WHERE id = $1", session, handle)


async def of_handle(db: Db, handle: str) -> Row | None:
    return await db.fetchrow("SELECT id, mime_type FROM sandbox.upload WHERE handle = $1", handle)


async def picture(db: Db, session: str) -> Row | None:
    """A whole file."""
    return await db.fetchrow(
        "SELECT mime_type, content FROM sandbox.upload WHERE id = $1 AND handle IS NOT NULL", session
    )
