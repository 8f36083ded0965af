"""POST /{app}/uploads, then GET and POST /upload:… (contract A.2, Media uploads)."""

from typing import Any

from partnerhub.kit.ids import random_id
from partnerhub.sandbox.graph.uploads import store
from partnerhub.sandbox.wire.call import Call
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object

PREFIX = "upload:"
OFFSET = "file_offset"
LARGEST = 100 * 1024 * 1024
TYPES = frozenset({"application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4"})


async def begin(call: Call) -> dict[str, Any]:
    mime_type, size = call.text("file_type"), call.text("file_length")
    if mime_type not in TYPES:
        raise GraphError(100, title=f"Param file_type must be one of {{{', '.join(sorted(TYPES))}}}.")
    if not size.isdigit() or not 0 < int(size) <= LARGEST:
        raise GraphError(100, title=f"Param file_length must be an integer from 1 to {LARGEST}.")
    session = PREFIX + random_id(48)
    async with call.database.working_write() as db:
        await store.add(db, session, call.text("file_name", "file"), mime_type, int(size), call.now)
    return {"id": session}


async def progress(call: Call, session: str) -> dict[str, Any]:
    async with call.database.working_write() as db:
        row = await store.find(db, session)
    if row is None:
        raise no_such_object(call.method, session)
    return {"id": session, OFFSET: row["file_offset"]}


async def piece(call: Call, session: str) -> dict[str, Any]:
    """A piece must begin where the last one ended. The last one brings the handle."""
    content, given = call.uploads["body"].content, call.text(OFFSET)
    async with call.database.working_write() as db:
        row = await store.find(db, session)
        if row is None:
            raise no_such_object(call.method, session)
        if given != str(row["file_offset"]):
            raise GraphError(100, title=f"Param file_offset must be {row['file_offset']}, not {given[:20]}.")
        reached = row["file_offset"] + len(content)
        if reached > row["size"]:
            raise GraphError(100, title=f"The file has more than the {row['size']} bytes of file_length.")
        await store.append(db, session, content)
        if reached < row["size"]:
            return {"id": session, OFFSET: reached}
        handle = f"4::{random_id(40)}:ARZ{random_id(20)}"
        await store.finish(db, session, handle)
    return {"h": handle}
