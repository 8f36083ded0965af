"""The list grammar of the Partner API (contract §3): filters, sort, limit and offset, from an allow-list to SQL."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from partnerhub.db.pool import Db, Reading
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput

MAX_LIMIT = 1000
MAX_OFFSET = 2**31 - 1
MAX_INTEGER = 2**63 - 1
Kind = Literal["text", "integer", "boolean", "time"]
CASTS: dict[Kind, str] = {"text": "text", "integer": "bigint", "boolean": "boolean", "time": "timestamptz"}
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


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """`docs` are JSON documents as the database keeps them."""

    query: Query
    docs: list[str]
    total: int


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
        given = _object(filters)
        conditions = {
            name: _value(listing, name, value)
            for name, value in _flat(given).items()
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


async def page(db: Db, listing: Listing, partner_id: str, query: Query, parent_id: str = "") -> Page:
    """The rows and the exact total of one partner, or of one thing of the partner's."""
    arguments = [partner_id]
    docs = await db.fetchval(f"SELECT {_docs(listing, query, arguments, '$1', parent_id)}", *arguments)
    return await counted(db, listing, partner_id, query, docs, parent_id)


def encoded(what: Listing, page: Page) -> bytes:
    """`{count, filters, limit, offset, sort, total, <key>: […]}`; the documents go in as they came from the database."""
    about = {
        "count": len(page.docs),
        "filters": page.query.filters,
        "limit": page.query.limit,
        "offset": page.query.offset,
        "sort": page.query.sort,
        "total": page.total,
    }
    return b'%b,"%b":[%b]}' % (msgspec.json.encode(about)[:-1], what.key.encode(), ",".join(page.docs).encode())


def docs_behind_entry(listing: Listing, query: Query) -> Reading:
    """The rows of the partner who enters, for `Database.entered`; `counted` makes a page of them."""
    return lambda arguments: _docs(listing, query, arguments, "entered.partner_id")


async def counted(
    db: Db, listing: Listing, partner_id: str, query: Query, docs: list[str], parent_id: str = ""
) -> Page:
    """`docs` with the exact total, which is counted only when they do not tell it."""
    if len(docs) < query.limit and (docs or query.offset == 0):
        return Page(query=query, docs=docs, total=query.offset + len(docs))
    if listing.kept and not query.conditions:
        total = await db.fetchval(f"SELECT {listing.kept} FROM holding WHERE partner_id = $1", partner_id)
        return Page(query=query, docs=docs, total=total or 0)
    arguments = [partner_id]
    where = _where(listing, query, arguments, "$1", parent_id)
    total = await db.fetchval(f"SELECT count(*) FROM {_source(listing, query, [])} WHERE {where}", *arguments)
    return Page(query=query, docs=docs, total=total)


def _docs(listing: Listing, query: Query, arguments: list[Any], partner: str, parent_id: str = "") -> str:
    """As one value: a row for each costs both sides half as much again."""
    where = _where(listing, query, arguments, partner, parent_id)
    return (
        f"ARRAY(SELECT t.doc FROM {_source(listing, query, query.sort)} WHERE {where}"
        f" ORDER BY {_order(listing, query)} LIMIT {query.limit:d} OFFSET {query.offset:d})"
    )


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
        flat |= _flat(inner, full) if isinstance(inner, dict) else {full: inner}  # pyright: ignore[reportUnknownArgumentType]
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
    if kind == "integer" and isinstance(value, str) and value.lstrip("-").isdecimal():
        value = int(value)
    if not isinstance(value, expected) or (kind == "integer" and isinstance(value, bool)):
        raise BadInput(f"filters.{name} must be of type {kind}.", field=f"filters.{name}")
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise BadInput(f"filters.{name} is out of range.", field=f"filters.{name}")
    if isinstance(value, str) and "\0" in value:
        raise BadInput(f"filters.{name} must not contain a NUL character.", field=f"filters.{name}")
    return _time(name, str(value)) if kind == "time" else value


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


def _where(listing: Listing, query: Query, arguments: list[Any], partner: str, parent_id: str) -> str:
    """`partner` is the SQL of the partner's id. The values are put behind `arguments`."""
    clauses = [f"t.partner_id = {partner}"]
    if listing.parent:
        arguments.append(parent_id)
        clauses.append(f"{listing.parent} = ${len(arguments)}")
    for name, value in query.conditions.items():
        if value is None:
            clauses.append(f"{listing.fields[name].sql} IS NULL" if name in listing.fields else "true")
            continue
        arguments.append(value)
        if name not in listing.fields:
            arguments[-1] = f"%{_escaped(value)}%"
            clauses.append("(" + " OR ".join(f"{sql} ILIKE ${len(arguments)}" for sql in listing.search) + ")")
        elif listing.fields[name].kind == "time":
            # The wire shows whole seconds, so that is what a caller can ask for.
            clauses.append(_in_second(listing.fields[name].sql, f"${len(arguments)}::timestamptz"))
        else:
            clauses.append(f"{listing.fields[name].sql} = ${len(arguments)}::{CASTS[listing.fields[name].kind]}")
    return " AND ".join(clauses)


def _in_second(column: str, second: str) -> str:
    """Written so that an index serves it; a fraction of a second is never met."""
    return f"({column} >= {second} AND {column} < {second} + interval '1 second' AND date_trunc('second', {second}) = {second})"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _order(listing: Listing, query: Query) -> str:
    keys = [
        f"{listing.fields[key.removeprefix('-')].sql}{' DESC' if key.startswith('-') else ''}" for key in query.sort
    ]
    return ", ".join([*keys, "t.id"])


def _source(listing: Listing, query: Query, sort: list[str]) -> str:
    """What is joined changes no number of rows, so a count does without what a page is only sorted by."""
    used = [*query.conditions, *(key.removeprefix("-") for key in sort)]
    searched = tuple(listing.joins) if "q" in query.conditions else ()
    names = {listing.fields[name].join for name in used if name in listing.fields and listing.fields[name].join}
    return " ".join([listing.table, *(listing.joins[name] for name in listing.joins if name in {*names, *searched})])
