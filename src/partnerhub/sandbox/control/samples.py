"""A file for each kind of medium, for customers who send one without saying which."""

import base64
import hashlib
from datetime import datetime
from typing import Any

from partnerhub.db.pool import Db, Row
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.store import media, nodes

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
WEBP = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="
SAMPLES = {
    "image": ("image/png", base64.b64decode(PNG)),
    "sticker": ("image/webp", base64.b64decode(WEBP)),
    "audio": ("audio/ogg; codecs=opus", b"OggS"),
    "video": ("video/mp4", b"\0\0\0\x14ftypisom\0\0\0\0isom"),
    "document": ("application/pdf", b"%PDF-1.4\n%%EOF\n"),
}


async def medium(db: Db, phone: Row, kind: str, now: datetime) -> dict[str, Any]:
    """Kept as Meta keeps it; what the webhook tells of it (contract messaging-and-meta B.6)."""
    mime_type, content = SAMPLES[kind]
    media_id, digest = numeric_id(), hashlib.sha256(content).hexdigest()
    await nodes.add(db, media_id, "media", phone["waba_id"])
    await media.add(db, media_id, phone["id"], mime_type, kind, digest, content, now)
    return {"id": media_id, "mime_type": mime_type, "sha256": digest}
