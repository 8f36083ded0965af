"""What a message must hold to be taken (contract A.3): the parts each type needs, and how long they may be."""

from collections.abc import Callable
from typing import Any

from partnerhub.sandbox.wire.envelope import GraphError

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_CONTACTS = 5
MEDIA = frozenset({"image", "audio", "video", "document", "sticker"})
INTERACTIVE = {
    "button": ("buttons",),
    "list": ("button", "sections"),
    "product": ("catalog_id", "product_retailer_id"),
    "product_list": ("catalog_id", "sections"),
    "cta_url": ("parameters",),
    "flow": ("parameters",),
    "location_request_message": ("name",),
    "address_message": (),
    "catalog_message": ("name",),
    "call_permission_request": (),
    "request_contact_info": (),
    "voice_call": (),
    "carousel": (),
    "media_carousel": (),
    "order_details": ("parameters",),
    "order_status": ("parameters",),
}

WITH_BODY = frozenset(
    {"button", "list", "cta_url", "flow", "product_list", "catalog_message", "location_request_message"}
)

Part = dict[str, Any]


def check(kind: str, body: dict[str, Any]) -> Part:
    """The part named like the type, once it holds what it must."""
    if kind not in RULES:
        raise GraphError(131051, f"Message type '{kind}' is not supported.", title="Unsupported message type")
    part = body.get(kind)
    if kind == "contacts":
        _contacts(part)
        return {"contacts": part}
    if part is None:
        raise _missing(kind)
    if not isinstance(part, dict):
        raise _bad(kind, "must be an object")
    RULES[kind](part)
    return part


def _text(part: Part) -> None:
    text = _string(part, "text", "body")
    if len(text) > MAX_TEXT:
        raise GraphError(100, title=f"Param text['body'] must be at most {MAX_TEXT} characters long.")


def _media(kind: str) -> Callable[[Part], None]:
    def rule(part: Part) -> None:
        if bool(part.get("id")) == bool(part.get("link")):
            raise GraphError(100, f"Exactly one of {kind}['id'] and {kind}['link'] must be given.")
        if "link" in part and not str(part["link"]).startswith(("https://", "http://")):
            raise _bad(f"{kind}['link']", "is not a valid URI")
        if len(str(part.get("caption") or "")) > MAX_CAPTION:
            raise GraphError(100, title=f"Param {kind}['caption'] must be at most {MAX_CAPTION} characters long.")

    return rule


def _location(part: Part) -> None:
    for name, limit in (("latitude", 90), ("longitude", 180)):
        if name not in part:
            raise _missing(f"location['{name}']")
        try:
            inside = abs(float(part[name])) <= limit
        except (TypeError, ValueError):
            inside = False
        if not inside:
            raise _bad(f"location['{name}']", f"must be a number between -{limit} and {limit}")


def _contacts(part: Any) -> None:
    if part is None:
        raise _missing("contacts")
    if not isinstance(part, list) or not 1 <= len(part) <= MAX_CONTACTS:
        raise _bad("contacts", f"must be an array of 1 to {MAX_CONTACTS} contacts")
    for one in part:
        name = one.get("name") if isinstance(one, dict) else None
        if not isinstance(name, dict) or not name.get("formatted_name"):
            raise _missing("contacts[]['name']['formatted_name']")


def _reaction(part: Part) -> None:
    _string(part, "reaction", "message_id")
    if "emoji" not in part:
        raise _missing("reaction['emoji']")


def _interactive(part: Part) -> None:
    kind = _string(part, "interactive", "type")
    if kind not in INTERACTIVE:
        raise _bad("interactive['type']", "is not one of the interactive types")
    action = part.get("action")
    if not isinstance(action, dict):
        raise _missing("interactive['action']")
    for name in INTERACTIVE[kind]:
        if not action.get(name):
            raise _missing(f"interactive['action']['{name}']")
    if kind in WITH_BODY and not (part.get("body") or {}).get("text"):
        raise _missing("interactive['body']['text']")
    if kind == "button":
        _buttons(action["buttons"])
    if kind == "list":
        _rows(action["sections"])
    if kind == "cta_url":
        for name in ("display_text", "url"):
            _string(action["parameters"], "interactive['action']['parameters']", name)


def _buttons(buttons: Any) -> None:
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= 3:  # noqa: PLR2004
        raise _bad("interactive['action']['buttons']", "must be an array of 1 to 3 buttons")
    titles = [one.get("reply", {}).get("title", "") for one in buttons if isinstance(one, dict)]
    if len(titles) != len(buttons) or not all(1 <= len(title) <= 20 for title in titles):  # noqa: PLR2004
        raise _bad("interactive['action']['buttons'][]['reply']['title']", "must have 1 to 20 characters")
    _all_different("interactive['action']['buttons'][]['reply']['title']", titles)
    _all_different("interactive['action']['buttons'][]['reply']['id']", [one["reply"].get("id") for one in buttons])


def _rows(sections: Any) -> None:
    if not isinstance(sections, list) or not all(isinstance(one, dict) for one in sections):
        raise _bad("interactive['action']['sections']", "must be an array of sections")
    rows = [row for section in sections for row in section.get("rows") or [] if isinstance(row, dict)]
    _all_different("interactive['action']['sections'][]['rows'][]['id']", [row.get("id") for row in rows])


def _all_different(path: str, values: list[Any]) -> None:
    if len(set(map(str, values))) < len(values):
        raise _bad(path, "must be different from each other")


def _template(part: Part) -> None:
    _string(part, "template", "name")
    language = part.get("language")
    if not isinstance(language, dict):
        raise _missing("template['language']")
    _string(language, "template['language']", "code")


def _anything(part: Part) -> None:
    """Nothing is known of what it must hold."""


RULES: dict[str, Callable[[Part], None]] = {
    "text": _text,
    **{kind: _media(kind) for kind in MEDIA},
    "location": _location,
    "contacts": _anything,
    "reaction": _reaction,
    "interactive": _interactive,
    "template": _template,
    "order": _anything,
    "pin": _anything,
    "unpin": _anything,
}


def _string(part: Part, path: str, name: str) -> str:
    value = part.get(name)
    if value is None or value == "":
        raise _missing(f"{path}['{name}']")
    if not isinstance(value, str):
        raise _bad(f"{path}['{name}']", "must be a string")
    return value


def _missing(path: str) -> GraphError:
    return GraphError(131008, f"The parameter {path} is required.")


def _bad(path: str, reason: str) -> GraphError:
    return GraphError(131009, f"Param {path} {reason}.")
