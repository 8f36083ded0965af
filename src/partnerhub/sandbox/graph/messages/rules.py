"""What a message must hold to be taken (contract A.3): the parts each type needs, and how long they may be."""

from collections.abc import Callable
from typing import Any

from partnerhub.sandbox.graph.messages import interactive
from partnerhub.sandbox.graph.messages.params import Part, bad, missing, string
from partnerhub.sandbox.wire.envelope import GraphError

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_CONTACTS = 5
MEDIA = frozenset({"image", "audio", "video", "document", "sticker"})


def check(kind: str, body: dict[str, Any]) -> Part:
    """The part named like the type, once it holds what it must."""
    if kind not in RULES:
        raise GraphError(131051, f"Message type '{kind}' is not supported.", title="Unsupported message type")
    part = body.get(kind)
    if kind == "contacts":
        _contacts(part)
        return {"contacts": part}
    if part is None:
        raise missing(kind)
    if not isinstance(part, dict):
        raise bad(kind, "must be an object")
    RULES[kind](part)
    return part


def _text(part: Part) -> None:
    text = string(part, "text", "body")
    if len(text) > MAX_TEXT:
        raise GraphError(100, title=f"Param text['body'] must be at most {MAX_TEXT} characters long.")


def _media(kind: str) -> Callable[[Part], None]:
    def rule(part: Part) -> None:
        if bool(part.get("id")) == bool(part.get("link")):
            raise GraphError(100, f"Exactly one of {kind}['id'] and {kind}['link'] must be given.")
        if "link" in part and not str(part["link"]).startswith(("https://", "http://")):
            raise bad(f"{kind}['link']", "is not a valid URI")
        if len(str(part.get("caption") or "")) > MAX_CAPTION:
            raise GraphError(100, title=f"Param {kind}['caption'] must be at most {MAX_CAPTION} characters long.")

    return rule


def _location(part: Part) -> None:
    for name, limit in (("latitude", 90), ("longitude", 180)):
        if name not in part:
            raise missing(f"location['{name}']")
        try:
            inside = abs(float(part[name])) <= limit
        except (TypeError, ValueError):
            inside = False
        if not inside:
            raise bad(f"location['{name}']", f"must be a number between -{limit} and {limit}")


def _contacts(part: Any) -> None:
    if part is None:
        raise missing("contacts")
    if not isinstance(part, list) or not 1 <= len(part) <= MAX_CONTACTS:
        raise bad("contacts", f"must be an array of 1 to {MAX_CONTACTS} contacts")
    for one in part:
        name = one.get("name") if isinstance(one, dict) else None
        if not isinstance(name, dict) or not name.get("formatted_name"):
            raise missing("contacts[]['name']['formatted_name']")


def _reaction(part: Part) -> None:
    string(part, "reaction", "message_id")
    if "emoji" not in part:
        raise missing("reaction['emoji']")


def _template(part: Part) -> None:
    string(part, "template", "name")
    language = part.get("language")
    if not isinstance(language, dict):
        raise missing("template['language']")
    string(language, "template['language']", "code")


def _anything(part: Part) -> None:
    """Nothing is known of what it must hold."""


RULES: dict[str, Callable[[Part], None]] = {
    "text": _text,
    **{kind: _media(kind) for kind in MEDIA},
    "location": _location,
    "contacts": _anything,
    "reaction": _reaction,
    "interactive": interactive.check,
    "template": _template,
    "order": _anything,
    "pin": _anything,
    "unpin": _anything,
}
