"""Interactive messages: what each type needs, and the limits that Meta judges at its side (contract A.3).

Details are as Meta words them where its answers are on record, like `Total row count exceed max allowed count: 10`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from partnerhub.sandbox.graph.messages.params import Part, bad, missing, string
from partnerhub.sandbox.wire.envelope import GraphError

NEEDS = {
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
BODY, LIST_BODY, HEADER, FOOTER = 1024, 4096, 60, 60
MOST_BUTTONS, BUTTON_TITLE, BUTTON_ID = 3, 20, 256
MOST_SECTIONS, MOST_ROWS, SECTION_TITLE, ROW_TITLE, ROW_ID, ROW_TEXT = 10, 10, 24, 24, 200, 72
MOST_PRODUCTS = 30
ACTION = "interactive['action']"


def check(part: Part) -> None:
    kind = string(part, "interactive", "type")
    if kind not in NEEDS:
        raise bad("interactive['type']", "is not one of the interactive types")
    action = part.get("action")
    if not isinstance(action, dict):
        raise missing(ACTION)
    for name in NEEDS[kind]:
        if not action.get(name):
            raise missing(f"{ACTION}['{name}']")
    _texts(kind, part)
    if kind in ACTIONS:
        ACTIONS[kind](action)


def _texts(kind: str, part: Part) -> None:
    for name, most in (("header", HEADER), ("body", LIST_BODY if kind == "list" else BODY), ("footer", FOOTER)):
        given = part.get(name) or {}
        text = given.get("text") if isinstance(given, dict) else None
        if name == "body" and kind in WITH_BODY and not text:
            raise missing("interactive['body']['text']")
        _at_most(f"{name.capitalize()} text", text, most)


def _buttons(action: Part) -> None:
    buttons = action["buttons"]
    if not isinstance(buttons, list) or not 1 <= len(buttons) <= MOST_BUTTONS:
        raise refused(f"Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: {MOST_BUTTONS}")
    replies = [one.get("reply") if isinstance(one, dict) else None for one in buttons]
    for reply in replies:
        if not isinstance(reply, dict):
            raise missing(f"{ACTION}['buttons'][]['reply']")
        if not 1 <= len(str(reply.get("title") or "")) <= BUTTON_TITLE:
            raise refused(f"Button title length invalid. Min length: 1, Max length: {BUTTON_TITLE}")
        if not 1 <= len(str(reply.get("id") or "")) <= BUTTON_ID:
            raise refused(f"Button id length invalid. Min length: 1, Max length: {BUTTON_ID}")
    _all_different(f"{ACTION}['buttons'][]['reply']['title']", (one["title"] for one in replies if one))
    _all_different(f"{ACTION}['buttons'][]['reply']['id']", (one["id"] for one in replies if one))


def _list(action: Part) -> None:
    _at_most("Button text", action["button"], BUTTON_TITLE)
    sections = _sections(action)
    rows = [row for section in sections for row in _rows(section)]
    if len(rows) > MOST_ROWS:
        raise refused(f"Total row count exceed max allowed count: {MOST_ROWS}")
    for row in rows:
        _at_most("Row title", string(row, f"{ACTION}['sections'][]['rows'][]", "title"), ROW_TITLE)
        _at_most("Row id", string(row, f"{ACTION}['sections'][]['rows'][]", "id"), ROW_ID)
        _at_most("Row description", row.get("description"), ROW_TEXT)
    _all_different(f"{ACTION}['sections'][]['rows'][]['id']", (row["id"] for row in rows))


def _rows(section: Part) -> list[Part]:
    rows = section.get("rows")
    if not isinstance(rows, list) or not rows:
        raise missing(f"{ACTION}['sections'][]['rows']")
    if not all(isinstance(row, dict) for row in rows):
        raise bad(f"{ACTION}['sections'][]['rows'][]", "must be an object")
    return rows


def _products(action: Part) -> None:
    items = [item for section in _sections(action) for item in section.get("product_items") or []]
    if not 1 <= len(items) <= MOST_PRODUCTS:
        raise refused(f"Invalid product items count. Min allowed: 1, Max allowed: {MOST_PRODUCTS}")


def _sections(action: Part) -> list[Part]:
    """Each has a title where there are several."""
    sections = action["sections"]
    if not isinstance(sections, list) or not all(isinstance(one, dict) for one in sections):
        raise bad(f"{ACTION}['sections']", "must be an array of sections")
    if len(sections) > MOST_SECTIONS:
        raise refused(f"Invalid sections count. Min allowed sections: 1, Max allowed sections: {MOST_SECTIONS}")
    for one in sections:
        _at_most("Section title", one.get("title"), SECTION_TITLE)
        if len(sections) > 1 and not one.get("title"):
            raise missing(f"{ACTION}['sections'][]['title']")
    return sections


def _link(action: Part) -> None:
    parameters = _parameters(action)
    for name in ("display_text", "url"):
        string(parameters, f"{ACTION}['parameters']", name)
    _at_most("Button text", parameters["display_text"], BUTTON_TITLE)
    if not parameters["url"].startswith(("https://", "http://")):
        raise bad(f"{ACTION}['parameters']['url']", "is not a valid URI")


def _flow(action: Part) -> None:
    parameters = _parameters(action)
    string(parameters, f"{ACTION}['parameters']", "flow_cta")
    if not parameters.get("flow_id") and not parameters.get("flow_name"):
        raise missing(f"{ACTION}['parameters']['flow_id']")


def _parameters(action: Part) -> Part:
    if not isinstance(action["parameters"], dict):
        raise bad(f"{ACTION}['parameters']", "must be an object")
    return action["parameters"]


def _at_most(what: str, text: Any, most: int) -> None:
    if text is not None and len(str(text)) > most:
        raise refused(f"{what} is too long. Max length is {most}")


def _all_different(path: str, values: Iterable[Any]) -> None:
    found = list(map(str, values))
    if len(set(found)) < len(found):
        raise bad(path, "must be different from each other")


def refused(details: str) -> GraphError:
    return GraphError(131009, details)


ACTIONS: dict[str, Callable[[Part], None]] = {
    "button": _buttons,
    "list": _list,
    "product_list": _products,
    "cta_url": _link,
    "flow": _flow,
}
