"""Media that a message names, wherever in it: they must be of this number, and of a kind and size that the place carries.

What Meta sees only when it carries the message away makes it fail afterwards, with 131053.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.sandbox.graph.media import KEPT
from partnerhub.sandbox.store import media
from partnerhub.sandbox.wire.envelope import GraphError

KINDS = ("image", "audio", "video", "document", "sticker")
CARRIED = {
    "image": ("image/jpeg", "image/png"),
    "audio": ("audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg", "audio/opus"),
    "video": ("video/mp4", "video/3gpp", "video/3gp"),
    "sticker": ("image/webp",),
}
STICKER = 500 * 1024  # bytes, of a sticker that moves; what is larger than other kinds is refused when it is uploaded
NOWHERE = ".invalid"  # no host has such a name (RFC 2606), so that a test can have a link that leads nowhere


class Attached(msgspec.Struct, frozen=True):
    """`place`: as Meta names it in its answers, like template['components'][0]['parameters'][0]['image']."""

    kind: str
    place: str
    id: str = ""
    link: str = ""


def named(kind: str, part: dict[str, Any]) -> list[Attached]:
    """Those of the message, of an interactive message's header, of a template's components."""
    if kind in KINDS:
        return [_one(kind, kind, part)]
    if kind == "interactive":
        header = part.get("header")
        return list(_of_parameter(header, "interactive['header']")) if isinstance(header, dict) else []
    if kind == "template":
        return list(_of_components(part, "template"))
    return []


def _of_components(part: dict[str, Any], place: str) -> Iterator[Attached]:
    components = part.get("components")
    for index, one in enumerate(components if isinstance(components, list) else []):
        here = f"{place}['components'][{index}]"
        parameters = one.get("parameters") if isinstance(one, dict) else None
        for number, parameter in enumerate(parameters if isinstance(parameters, list) else []):
            if isinstance(parameter, dict):
                yield from _of_parameter(parameter, f"{here}['parameters'][{number}]")
        cards = one.get("cards") if isinstance(one, dict) else None
        for number, card in enumerate(cards if isinstance(cards, list) else []):
            if isinstance(card, dict):
                yield from _of_components(card, f"{here}['cards'][{number}]")


def _of_parameter(parameter: dict[str, Any], place: str) -> Iterator[Attached]:
    kind = str(parameter.get("type"))
    given = parameter.get(kind)
    if kind in KINDS and isinstance(given, dict):
        yield _one(kind, f"{place}['{kind}']", given)


def _one(kind: str, place: str, given: dict[str, Any]) -> Attached:
    return Attached(kind, place, str(given.get("id") or ""), str(given.get("link") or ""))


async def check(db: Db, phone_id: str, attached: list[Attached], now: datetime) -> GraphError | None:
    """Why the message will fail, None if it will not. Raises GraphError 100 when an id is not of this number, or too old."""
    fates = [await _fate(db, phone_id, one, now) for one in attached]
    return next((fate for fate in fates if fate is not None), None)


async def _fate(db: Db, phone_id: str, one: Attached, now: datetime) -> GraphError | None:
    if one.link:
        return _of_link(one.link)
    row = await media.find(db, one.id) if one.id else None
    if one.id and (row is None or row["phone_id"] != phone_id or row["created_at"] + KEPT <= now):
        path = f"{one.place}['id']"
        raise GraphError(100, title=f"Param {path} is not a valid whatsapp business account media attachment ID")
    return None if row is None else _misfit(one.kind, row)


def _of_link(link: str) -> GraphError | None:
    if not (urlsplit(link).hostname or "").endswith(NOWHERE):
        return None
    return GraphError(131053, "Downloading media from weblink failed with http code 404, status message Not Found")


def _misfit(kind: str, row: Row) -> GraphError | None:
    mime_type, carried = row["mime_type"].partition(";")[0].strip().lower(), CARRIED.get(kind)
    if carried and mime_type not in carried:
        kinds = ", ".join(carried)
        return GraphError(131053, f"Unsupported {kind.capitalize()} mime type {mime_type}. Please use one of {kinds}.")
    if kind == "sticker" and row["size"] > STICKER:
        return GraphError(131053, f"Sticker file size is too big: {row['size']} bytes, at most {STICKER}.")
    return None
