"""Pages of lists: what db.listing has checked, as SQL, and the exact total."""

from typing import Any

import msgspec

from partnerhub.db.listing import Kind, Listing, Query
from partnerhub.db.pool import Db, Reading

CASTS: dict[Kind, str] = {"text": "text", "integer": "bigint", "boolean": "boolean", "time": "timestamptz"}


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """`docs` are JSON documents as the database keeps them."""

    query: Query
    docs: list[str]
    total: int


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
        return Page(query=query, docs=docs, total=_agreeing(total or 0, query, len(docs)))
    arguments = [partner_id]
    where = _where(listing, query, arguments, "$1", parent_id)
    total = await db.fetchval(f"SELECT count(*) FROM {_source(listing, query, [])} WHERE {where}", *arguments)
    return Page(query=query, docs=docs, total=_agreeing(total, query, len(docs)))


def _agreeing(total: int, query: Query, found: int) -> int:
    """It was counted a moment after the page was read: what came or went in between must not make it contradict the page."""
    if found:
        return max(total, query.offset + found)
    return min(total, query.offset) if query.limit else total


def _docs(listing: Listing, query: Query, arguments: list[Any], partner: str, parent_id: str = "") -> str:
    """As one value: a row for each costs both sides half as much again."""
    where = _where(listing, query, arguments, partner, parent_id)
    return (
        f"ARRAY(SELECT t.doc FROM {_source(listing, query, query.sort)} WHERE {where}"
        f" ORDER BY {_order(listing, query)} LIMIT {query.limit:d} OFFSET {query.offset:d})"
    )


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
