"""The limit of a write: the same UPDATE, committed, answered with the document; nothing around it. For Granian."""

import json
import os

from rig.bare import app as reading
from rig.bare import connected

UPDATE = (
    "UPDATE client SET partner_payload = $3, modified_at = now() WHERE partner_id = $1 AND id = $2 RETURNING doc::text"
)


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await reading(scope, receive, send)
        return
    payload = json.loads((await receive())["body"])["partner_payload"]
    async with connected().acquire() as db:
        doc = await db.fetchval(UPDATE, os.environ["BENCH_PARTNER"], scope["path"].rpartition("/")[2], payload)
    body = doc.encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
