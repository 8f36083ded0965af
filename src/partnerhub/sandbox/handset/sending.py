"""What the customer sends: the type of the message, and its content as the webhook will have it (B.6)."""

import hashlib
from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.kit.ids import numeric_id
from partnerhub.kit.problems import BadInput
from partnerhub.sandbox.graph.media import LARGEST
from partnerhub.sandbox.handset import template_view
from partnerhub.sandbox.store import media, nodes, templates
from partnerhub.sandbox.wire.call import Upload
from partnerhub.sandbox.world import permissions

Message = tuple[str, dict[str, Any]]
FILM, SOUND, PICTURE, STICKER = "video", "audio", "image", "image/webp"
LONGEST = 4096  # characters


class CannotSend(BadInput):
    """A phone would not send this."""


def text(body: str) -> Message:
    if not body.strip():
        raise CannotSend("Write something first.")
    if len(body) > LONGEST:
        raise CannotSend(f"A text has at most {LONGEST} characters.")
    return "text", {"text": {"body": body}}


async def medium(db: Db, phone: Row, upload: Upload, caption: str, now: datetime) -> Message:
    """Kept as Meta keeps it: the webhook names its id."""
    group = upload.mime_type.partition("/")[0]
    if not 0 < len(upload.content) <= LARGEST.get(group, LARGEST["application"]):
        raise CannotSend("The file is empty, or larger than WhatsApp carries.")
    kind = group if group in {FILM, SOUND, PICTURE} else "document"
    kind = "sticker" if upload.mime_type == STICKER else kind
    media_id, digest = numeric_id(), hashlib.sha256(upload.content).hexdigest()
    await nodes.add(db, media_id, "media", phone["waba_id"])
    await media.add(db, media_id, phone["id"], upload.mime_type, upload.filename, digest, upload.content, now)
    part = {"id": media_id, "mime_type": upload.mime_type, "sha256": digest}
    if kind == "document":
        part["filename"] = upload.filename
    if caption and kind not in {"audio", "sticker"}:
        part["caption"] = caption
    return kind, {kind: part}


def place(name: str, latitude: str, longitude: str) -> Message:
    try:
        at = {"latitude": float(latitude), "longitude": float(longitude)}
    except ValueError as error:
        raise CannotSend("A place needs a latitude and a longitude.") from error
    if not (abs(at["latitude"]) <= 90 and abs(at["longitude"]) <= 180):  # noqa: PLR2004 — degrees
        raise CannotSend("A latitude is at most 90 degrees, a longitude at most 180.")
    return "location", {"location": {**at, **({"name": name} if name else {})}}


def contact(name: str, number: str) -> Message:
    if not name or not number:
        raise CannotSend("A contact needs a name and a number.")
    one = {"name": {"formatted_name": name, "first_name": name}, "phones": [{"phone": number, "type": "CELL"}]}
    return "contacts", {"contacts": [one]}


def reaction(message_id: str, emoji: str) -> Message:
    """An empty emoji takes the reaction back."""
    return "reaction", {"reaction": {"message_id": message_id, **({"emoji": emoji} if emoji else {})}}


async def choice(db: Db, phone: Row, message: Row, value: str, now: datetime) -> Message:
    """`value`: which of the things that can be tapped, like button:0, list:<id of the row>, permission:yes or quick:1."""
    body = msgspec.json.decode(message["body"])
    kind, _, which = value.partition(":")
    action = (body.get("interactive") or {}).get("action") or {}
    try:
        if kind == "button":
            reply = action["buttons"][int(which)]["reply"]
            return "interactive", {"interactive": {"type": "button_reply", "button_reply": reply}}
        if kind == "list":
            rows = [row for section in action["sections"] for row in section.get("rows", [])]
            row = next(row for row in rows if row["id"] == which)
            return "interactive", {"interactive": {"type": "list_reply", "list_reply": row}}
        if kind == "permission" and body["interactive"]["type"] == permissions.REQUEST:
            return "interactive", {"interactive": permissions.reply(now, yes=which == "yes")}
        return await _quick_reply(db, phone, body["template"], int(which))
    except (KeyError, IndexError, ValueError, StopIteration) as error:
        raise CannotSend("The message has no such button.") from error


async def _quick_reply(db: Db, phone: Row, part: dict[str, Any], which: int) -> Message:
    """The payload that the business gave to the button, else its text."""
    row = await templates.find_named(db, phone["waba_id"], part["name"], part["language"]["code"])
    kind, said, _ = template_view.shown(row, part).buttons[which]
    if kind != "reply":
        raise KeyError(kind)
    given = [
        one
        for one in part.get("components") or []
        if one.get("type") == "button" and str(one.get("index")) == str(which)
    ]
    payload = next((value.get("payload") for one in given for value in one.get("parameters") or []), None)
    return "button", {"button": {"payload": payload or said, "text": said}}
