"""Media: uploaded, described with a link that lasts five minutes, downloaded, deleted (B.4)."""

import hashlib
from datetime import timedelta
from typing import Any

from partnerhub.kit import clock, crypto
from partnerhub.kit.ids import numeric_id
from partnerhub.kit.urls import with_query
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.store import media as store
from partnerhub.sandbox.store import nodes
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing, no_such_object

MB = 1024 * 1024
LINK_LIFE = timedelta(minutes=5)
KEPT = timedelta(days=30)
TYPES = (
    *("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"),
    *("application/vnd.ms-powerpoint", "application/msword", "application/vnd.ms-excel", "application/pdf"),
    *(
        f"application/vnd.openxmlformats-officedocument.{kind}"
        for kind in ("wordprocessingml.document", "presentationml.presentation", "spreadsheetml.sheet")
    ),
    *("text/plain", "image/jpeg", "image/png", "image/webp", "video/mp4", "video/3gpp", "video/3gp"),
)
LARGEST = {"audio": 16 * MB, "image": 5 * MB, "video": 16 * MB, "text": 100 * MB, "application": 100 * MB}


async def upload(call: Call, node: Node) -> dict[str, Any]:
    if call.params.get("messaging_product") != "whatsapp":
        raise missing("messaging_product")
    given = call.uploads.get("file")
    if given is None:
        raise missing("file")
    mime_type = given.mime_type if given.mime_type != "application/octet-stream" else call.text("type", given.mime_type)
    if mime_type.partition(";")[0].strip().lower() not in TYPES:
        types = f"{', '.join(TYPES)}. Received file of type '{mime_type}'."
        raise GraphError(100, title=f"Param file must be a file with one of the following types: {types}")
    largest = LARGEST[mime_type.partition("/")[0].lower()]
    if not 0 < len(given.content) <= largest:
        raise GraphError(131053, f"The file must have 1 to {largest} bytes.")
    media_id, digest = numeric_id(), hashlib.sha256(given.content).hexdigest()
    async with call.database.working_write() as db:
        await nodes.add(db, media_id, "media", node.waba)
        await store.add(db, media_id, node.id, mime_type, given.filename, digest, given.content, call.now)
    return {"id": media_id}


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await store.find(db, node.id)
    phone_id = call.params.get("phone_number_id")
    if row is None or row["created_at"] + KEPT <= call.now or phone_id not in (None, row["phone_id"]):
        raise no_such_object(call.method, node.id)
    return {
        "messaging_product": "whatsapp",
        "url": link(call.config, node.id),
        "mime_type": row["mime_type"],
        "sha256": row["sha256"],
        "file_size": row["size"],
        "id": node.id,
    }


def link(config: Config, media_id: str) -> str:
    """Path and query as at lookaside.fbsbx.com, the host ours."""
    until = str(int((clock.now() + LINK_LIFE).timestamp()))
    query = [("mid", media_id), ("ext", until), ("hash", signature(config, media_id, until))]
    return with_query(f"{config.url}/whatsapp_business/attachments/", query)


def signature(config: Config, media_id: str, until: str) -> str:
    return crypto.hmac_sha256_hex(config.app_secret, f"{media_id}:{until}".encode())[:32]


async def delete(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working_write() as db:
        await nodes.remove(db, [node.id])
    return {"success": True}
