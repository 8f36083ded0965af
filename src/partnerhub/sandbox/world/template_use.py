"""Whether a template can be sent as it is asked for: it must be approved and get as many parameters as it has."""

import re
from typing import Any

import msgspec

from partnerhub.db.pool import Row
from partnerhub.sandbox.wire.envelope import GraphError

PLACEHOLDER = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
FILES = frozenset({"IMAGE", "VIDEO", "GIF", "DOCUMENT"})
UNSENDABLE = {"PAUSED": 132015, "DISABLED": 132016}


def check(part: dict[str, Any], row: Row | None) -> None:
    """`part`: the template object of the message; `row`: the template of that name and language, if there is one."""
    name, language = part["name"], part["language"]["code"]
    if row is not None and row["status"] in UNSENDABLE:
        raise GraphError(UNSENDABLE[row["status"]], f"template name ({name}) is {row['status'].lower()}")
    if row is None or row["status"] != "APPROVED":
        raise GraphError(132001, f"template name ({name}) does not exist in {language}")
    given = {str(one.get("type", "")).lower(): one for one in part.get("components") or [] if isinstance(one, dict)}
    for component in msgspec.json.decode(row["components"]):
        where = str(component.get("type", "")).lower()
        if where == "body" or (where == "header" and component.get("format", "TEXT") == "TEXT"):
            _count(where, component.get("text", ""), given.get(where, {}), named=row["parameter_format"] == "NAMED")
        elif where == "header" and component.get("format") in FILES:
            _file(component["format"], given.get("header", {}))
        elif where == "buttons":
            _buttons(component.get("buttons", []), part.get("components") or [])


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
        if one.get("type") == "text" and not one.get("text"):
            raise GraphError(131008, f"{where}: Parameter of type text is missing text value")
    if named and {one.get("parameter_name") for one in parameters} != names:
        raise GraphError(100, f"{where}: Parameter name is missing, empty or not one of the template")


def _file(form: str, component: dict[str, Any]) -> None:
    """A header that is a picture, a film or a document needs one with each message."""
    parameter = next(iter(component.get("parameters") or []), {})
    found = str(parameter.get("type", "unknown")).upper()
    if found != form and not (form == "GIF" and found == "VIDEO"):
        raise GraphError(132012, f"header: Format mismatch, expected {form}, received {found}")


def _buttons(buttons: list[dict[str, Any]], components: list[Any]) -> None:
    """An address with a variable needs its value."""
    given = {
        str(one.get("index"))
        for one in components
        if isinstance(one, dict) and str(one.get("type")).lower() == "button"
    }
    for index, button in enumerate(buttons):
        if button.get("type") == "URL" and PLACEHOLDER.search(str(button.get("url", ""))) and str(index) not in given:
            raise GraphError(131008, f"buttons: Button at index {index} of type Url requires a parameter")


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
    named = {one.get("parameter_name") or str(position): _said(one) for position, one in enumerate(values, 1)}
    return PLACEHOLDER.sub(lambda match: named.get(match[1], match[0]), body)


def _said(parameter: dict[str, Any]) -> str:
    inner = parameter.get(str(parameter.get("type")))
    return str(inner.get("fallback_value", "")) if isinstance(inner, dict) else str(inner or "")
