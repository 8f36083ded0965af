"""QR codes and short links: each opens a chat with the number and a message to begin with."""

import secrets
from typing import Any

from partnerhub.db.pool import Row
from partnerhub.sandbox.graph.phones import store
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LENGTH = 14
LONGEST_MESSAGE, MOST = 140, 2000
FORMATS = frozenset({"PNG", "SVG"})
DEFAULT = "code,prefilled_message,deep_link_url"


async def of_phone(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        rows = await store.codes(db, node.id)
    wanted = call.text("code", "")
    return paging.page(call, [_shown(call, row) for row in rows if wanted in ("", row["code"])])


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await store.find_code(db, node.id, call.text("code"))
    if row is None:
        raise no_such_object(call.method, call.text("code"))
    return {"data": [_shown(call, row)]}


async def put(call: Call, node: Node) -> dict[str, Any]:
    """With `code` the message of that one is changed, without it a new one is made."""
    message, image = call.text("prefilled_message"), call.text("generate_qr_image", "").upper()
    if len(message) > LONGEST_MESSAGE:
        raise GraphError(100, title=f"Param prefilled_message must be at most {LONGEST_MESSAGE} characters long.")
    if image and image not in FORMATS:
        raise GraphError(100, title="Param generate_qr_image must be one of {PNG, SVG}.")
    code = call.text("code", "")
    async with call.database.working_write() as db:
        if code and not await store.change_code(db, node.id, code, message):
            raise no_such_object(call.method, code)
        if not code:
            code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
            await store.add_code(db, node.id, code, message, call.now)
    made = _fields(code, message)
    return {**made, "qr_image_url": _image(code, image)} if image else made


async def delete(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working_write() as db:
        if not await store.remove_code(db, node.id, call.text("code")):
            raise no_such_object(call.method, call.text("code"))
    return {"success": True}


def _shown(call: Call, row: Row) -> dict[str, Any]:
    known = {
        **_fields(row["code"], row["message"]),
        "creation_time": int(row["created_at"].timestamp()),
        "qr_image_url": _image(row["code"], "SVG"),
    }
    asked = projection.parse(call.text("fields", DEFAULT).replace(".format(SVG)", "").replace(".format(PNG)", ""))
    return projection.project(known, asked, "WhatsAppMessageQRCode")


def _fields(code: str, message: str) -> dict[str, Any]:
    return {"code": code, "prefilled_message": message, "deep_link_url": f"https://wa.me/message/{code}"}


def _image(code: str, kind: str) -> str:
    return f"https://scontent.whatsapp.net/{code}.{kind.lower()}"
