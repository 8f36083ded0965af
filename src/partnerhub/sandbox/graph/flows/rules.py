"""What a flow's JSON must look like, and Meta's form of saying where it does not."""

from typing import Any

import msgspec

TOP = frozenset({"version", "data_api_version", "routing_model", "data_channel_uri", "screens"})
SCREEN = frozenset({"id", "title", "layout", "terminal", "success", "data", "refresh_on_back", "sensitive"})


def errors(content: bytes) -> list[dict[str, Any]]:
    """None: the flow can be published."""
    try:
        flow = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return [_fault("INVALID_JSON", "The file is not valid JSON.", _end(content))]
    if not isinstance(flow, dict):
        return [_fault("INVALID_TYPE", 'Expected an object at "$root".', _end(content))]
    found = _missing(flow, ("version", "screens"), "$root") + _unknown(flow, TOP, "$root")
    screens = flow.get("screens", [{}])
    if not isinstance(screens, list) or not screens:
        found.append(_fault("INVALID_TYPE", 'Expected screens, at least one, at "$root/screens".'))
        screens = []
    for place, screen in enumerate(screens if "screens" in flow else []):
        where = f"$root/screens/{place}"
        if isinstance(screen, dict):
            found += _missing(screen, ("id", "layout"), where) + _unknown(screen, SCREEN, where)
        else:
            found.append(_fault("INVALID_TYPE", f'Expected an object at "{where}".'))
    return found


def _missing(thing: dict[str, Any], names: tuple[str, ...], where: str) -> list[dict[str, Any]]:
    return [
        _fault("REQUIRED_PROPERTY_MISSING", f'The property "{name}" is required at "{where}".')
        for name in names
        if name not in thing
    ]


def _unknown(thing: dict[str, Any], known: frozenset[str], where: str) -> list[dict[str, Any]]:
    return [
        _fault("INVALID_PROPERTY", f'The property "{name}" cannot be specified at "{where}".')
        for name in thing
        if name not in known
    ]


def _fault(error: str, message: str, at: tuple[int, int] = (1, 1)) -> dict[str, Any]:
    line, column = at
    place = {"line_start": line, "line_end": line, "column_start": column, "column_end": column}
    return {"error": error, "error_type": "JSON_SCHEMA_ERROR", "message": message, **place}


def _end(content: bytes) -> tuple[int, int]:
    lines = content.split(b"\n")
    return len(lines), len(lines[-1]) + 1
