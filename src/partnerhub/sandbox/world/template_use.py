"""Whether a template can be sent as it is asked for: approved, with what its variables, header, buttons and cards need."""

import re
from typing import Any

import msgspec

from partnerhub.db.pool import Row
from partnerhub.sandbox.wire.envelope import GraphError

PLACEHOLDER = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
ATTACHED = frozenset({"IMAGE", "VIDEO", "GIF", "DOCUMENT", "LOCATION"})
SPOKEN = frozenset({"text", "currency", "date_time"})
FILLED = frozenset({"URL", "QUICK_REPLY", "COPY_CODE", "FLOW"})
NAMES = {"URL": "Url", "COPY_CODE": "CopyCode"}
LONGEST = {"header": 60, "body": 1024}
BROKEN = re.compile(r"[\n\r\t]| {5}")  # in the value of a variable
UNSENDABLE = {"PAUSED": 132015, "DISABLED": 132016}


def check(part: dict[str, Any], row: Row | None) -> None:
    """`part`: the template object of the message; `row`: the template of that name and language, if there is one."""
    name, language = part["name"], part["language"]["code"]
    if row is not None and row["status"] in UNSENDABLE:
        raise GraphError(UNSENDABLE[row["status"]], f"template name ({name}) is {row['status'].lower()}")
    if row is None or row["status"] != "APPROVED":
        raise GraphError(132001, f"template name ({name}) does not exist in {language}")
    given = part.get("components") or []
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise GraphError(131009, "Param template['components'] must be an array of components.")
    _filled(msgspec.json.decode(row["components"]), given, named=row["parameter_format"] == "NAMED")


def _filled(components: list[dict[str, Any]], given: list[dict[str, Any]], *, named: bool) -> None:
    """A template's components, or a card's, each with what the message has for it."""
    by_type = {str(one.get("type", "")).lower(): one for one in given}
    there = {str(one.get("type", "")).lower(): one for one in components}
    for where in ("header", "body"):
        component, filling = there.get(where, {}), by_type.get(where, {})
        if (form := component.get("format", "TEXT")) in ATTACHED:
            _attached(form, filling)
        else:
            _count(where, component.get("text", ""), filling, named=named)
    buttons_given = [one for one in given if str(one.get("type")).lower() == "button"]
    _buttons(there.get("buttons", {}).get("buttons", []), buttons_given)
    if "carousel" in there:
        _cards(there["carousel"].get("cards", []), by_type.get("carousel", {}).get("cards"), named=named)


def _count(where: str, text: str, component: dict[str, Any], *, named: bool) -> None:
    names = set(PLACEHOLDER.findall(text))
    parameters = [one for one in component.get("parameters") or [] if isinstance(one, dict)]
    expected, found = len(names), len(parameters)
    if found != expected:
        raise GraphError(
            132000,
            f"{where}: number of localizable_params ({found}) does not match the expected number of params ({expected})",
        )
    for one in parameters:
        _said_rightly(where, one)
    if named and {one.get("parameter_name") for one in parameters} != names:
        raise GraphError(100, f"{where}: Parameter name is missing, empty or not one of the template")
    if len(_with(text, parameters)) > LONGEST.get(where, LONGEST["body"]):
        raise GraphError(132005, f"{where}: with its values the text is longer than {LONGEST[where]} characters")


def _said_rightly(where: str, parameter: dict[str, Any]) -> None:
    kind = str(parameter.get("type", "unknown"))
    if kind not in SPOKEN:
        raise GraphError(132012, f"{where}: Format mismatch, expected TEXT, received {kind.upper()}")
    if kind != "text":
        if not isinstance(parameter.get(kind), dict) or not parameter[kind].get("fallback_value"):
            raise GraphError(131008, f"{where}: Parameter of type {kind} is missing fallback_value")
        return
    if not parameter.get("text"):
        raise GraphError(131008, f"{where}: Parameter of type text is missing text value")
    if BROKEN.search(str(parameter["text"])):
        raise GraphError(132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")


def _attached(form: str, component: dict[str, Any]) -> None:
    """A header that is a picture, a film, a document or a place needs one with each message."""
    parameters = component.get("parameters") or [{}]
    parameter = parameters[0] if isinstance(parameters, list) and isinstance(parameters[0], dict) else {}
    found = str(parameter.get("type", "unknown")).upper()
    if found != form and not (form == "GIF" and found == "VIDEO"):
        raise GraphError(132012, f"header: Format mismatch, expected {form}, received {found}")
    what = parameter.get(found.lower())
    if form != "LOCATION" and not (isinstance(what, dict) and (what.get("id") or what.get("link"))):
        raise GraphError(131008, f"header: Parameter of type {found.lower()} is missing id or link")


def _buttons(buttons: list[dict[str, Any]], given: list[dict[str, Any]]) -> None:
    """An address with a variable and a code to copy need their value; a button that is filled must exist, and be of that type."""
    for one in given:
        index, kind = str(one.get("index", "")), str(one.get("sub_type", "")).upper()
        button = buttons[int(index)] if index.isdecimal() and int(index) < len(buttons) else None
        if button is None:
            raise GraphError(132012, f"buttons: the template has no button at index {index or '(none)'}")
        if kind in FILLED and button.get("type") in FILLED and kind != button["type"]:
            raise GraphError(132012, f"buttons: Button at index {index} is of type {button['type']}, received {kind}")
    indexes = {str(one.get("index")) for one in given if one.get("parameters")}
    for index, button in enumerate(buttons):
        kind = button.get("type")
        needs = kind == "COPY_CODE" or (kind == "URL" and PLACEHOLDER.search(str(button.get("url", ""))))
        if needs and str(index) not in indexes:
            raise GraphError(
                131008, f"buttons: Button at index {index} of type {NAMES[str(kind)]} requires a parameter"
            )


def _cards(cards: list[dict[str, Any]], given: Any, *, named: bool) -> None:
    found = given if isinstance(given, list) else []
    if len(found) != len(cards):
        raise GraphError(
            132012, f"carousel: number of cards ({len(found)}) does not match the template's ({len(cards)})"
        )
    for card, filling in zip(cards, found, strict=True):
        parts = filling.get("components") if isinstance(filling, dict) else None
        _filled(card.get("components", []), [one for one in parts or [] if isinstance(one, dict)], named=named)


def rendered(components: str, part: dict[str, Any]) -> str:
    """The body as the customer reads it."""
    values = next(
        (one.get("parameters") or [] for one in part.get("components") or [] if one.get("type", "").lower() == "body"),
        [],
    )
    body = next(
        (one.get("text", "") for one in msgspec.json.decode(components) if one.get("type", "").upper() == "BODY"),
        "",
    )
    return _with(body, values)


def _with(text: str, parameters: list[dict[str, Any]]) -> str:
    named = {one.get("parameter_name") or str(position): _said(one) for position, one in enumerate(parameters, 1)}
    return PLACEHOLDER.sub(lambda match: named.get(match[1], match[0]), text)


def _said(parameter: dict[str, Any]) -> str:
    inner = parameter.get(str(parameter.get("type")))
    return str(inner.get("fallback_value", "")) if isinstance(inner, dict) else str(inner or "")
