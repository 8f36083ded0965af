"""The list grammar of the Partner API (contract §3): filters, sort, limit and offset, checked against an allow-list."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput

MAX_LIMIT = 1000
MAX_OFFSET = 2**31 - 1
MAX_INTEGER = 2**63 - 1
LONGEST_WRITTEN = 40  # characters of a number in quotes: Python reads no number of thousands of digits
Kind = Literal["text", "integer", "boolean", "time"]
TRUTHS = {"true": True, "false": False}


class Field(msgspec.Struct, frozen=True):
    """A field callers may filter and sort by: the SQL it stands for, and its type. `any`: a value that filters nothing."""

    sql: str
    kind: Kind = "text"
    join: str = ""
    any: str = ""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What one list endpoint offers. `table` is aliased `t` and has `partner_id`, `id` and `doc`.

    `parent`: the column that narrows the list to the rows of one thing, when its path names one.
    `kept`: the column of `holding` that keeps how many rows a partner has.
    """

    key: str
    table: str
    fields: dict[str, Field]
    search: tuple[str, ...] = ()
    joins: dict[str, str] = {}
    default_limit: int = 1000
    parent: str = ""
    kept: str = ""


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """A request for a page, checked against its Listing."""

    filters: dict[str, Any]
    conditions: dict[str, Any]
    sort: list[str]
    limit: int
    offset: int


def texts(alias: str, *names: str) -> dict[str, Field]:
    return {name: Field(f"{alias}.{name}") for name in names}


def parse(
    listing: Listing,
    *,
    filters: str | None,
    sort: list[str],
    limit: str | None,
    offset: str | None,
    lenient: bool = False,
) -> Query:
    """Raises BadInput that names the parameter or field at fault; `lenient` ignores filters it cannot read, as in 2022."""
    try:
        given, flat = _read(filters)
        conditions = {
            name: _value(listing, name, value)
            for name, value in flat.items()
            if not _filters_nothing(listing, name, value)
        }
    except BadInput:
        if not lenient:
            raise
        given, conditions = {}, {}
    return Query(
        filters=given,
        conditions=conditions,
        sort=_sort(listing, sort),
        limit=min(_whole("limit", limit, listing.default_limit), MAX_LIMIT),
        offset=_whole("offset", offset, 0),
    )


def _read(text: str | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The filters as they were given, and flat."""
    try:
        given = _object(text)
        return given, _flat(given)
    except RecursionError as error:
        raise BadInput("filters is nested too deeply.", field="filters") from error


def _object(text: str | None) -> dict[str, Any]:
    if not text:
        return {}
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise BadInput(f"filters is not valid JSON: {error}", field="filters") from error
    if not isinstance(value, dict):
        raise BadInput("filters must be a JSON object.", field="filters")
    return value  # pyright: ignore[reportUnknownVariableType]


def _flat(value: dict[str, Any], path: str = "") -> dict[str, Any]:
    """`{"a": {"b": 1}}` and `{"a.b": 1}` are the same filter."""
    flat: dict[str, Any] = {}
    for name, inner in value.items():
        full = f"{path}.{name}" if path else name
        flat |= _flat(inner, full) if isinstance(inner, dict) and inner else {full: inner}  # pyright: ignore[reportUnknownArgumentType]
    return flat


def _filters_nothing(listing: Listing, name: str, value: Any) -> bool:
    return name in listing.fields and bool(value) and listing.fields[name].any == value


def _value(listing: Listing, name: str, value: Any) -> Any:
    field = listing.fields.get(name)
    if field is None and not (name == "q" and listing.search):
        raise BadInput(f"filters has an unknown field: {name}", field=f"filters.{name}")
    if value is None:
        return None
    kind = field.kind if field else "text"
    if kind == "boolean" and isinstance(value, str):
        value = TRUTHS.get(value.lower(), value)
    expected = {"integer": int, "boolean": bool}.get(kind, str)
    if kind == "integer":
        value = _number(value)
    if not isinstance(value, expected) or (kind == "integer" and isinstance(value, bool)):
        raise BadInput(f"filters.{name} must be of type {kind}.", field=f"filters.{name}")
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise BadInput(f"filters.{name} is out of range.", field=f"filters.{name}")
    if isinstance(value, str) and "\0" in value:
        raise BadInput(f"filters.{name} must not contain a NUL character.", field=f"filters.{name}")
    return _time(name, str(value)) if kind == "time" else value


def _number(value: Any) -> Any:
    """A whole number, however it is written; what is none stays as it is."""
    is_written = isinstance(value, str) and value.removeprefix("-").isdecimal()
    if is_written and len(value) > LONGEST_WRITTEN:
        return MAX_INTEGER + 1  # out of range, whichever it is
    return int(value) if is_written or (isinstance(value, float) and value.is_integer()) else value


def _time(name: str, value: str) -> Any:
    try:
        return clock.utc(datetime.fromisoformat(value))
    except ValueError as error:
        raise BadInput(f"filters.{name} must be an ISO 8601 time.", field=f"filters.{name}") from error


def _sort(listing: Listing, given: list[str]) -> list[str]:
    """Comma-separated or repeated; a lone `-` or nothing is no sort (hazard of old clients, contract §3.3)."""
    keys = [key.strip() for text in given for key in text.split(",")]
    keys = [key for key in keys if key.strip("-")]
    for key in keys:
        if key.removeprefix("-") not in listing.fields:
            raise BadInput(f"sort has an unknown field: {key.removeprefix('-')}", field="sort")
    return keys or ["id"]


def _whole(name: str, text: str | None, default: int) -> int:
    if text is None or text == "":
        return default
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MAX_OFFSET)) and int(text) <= MAX_OFFSET):
        raise BadInput(f"{name} must be a whole number, 0 or more.", field=name)
    return int(text)
