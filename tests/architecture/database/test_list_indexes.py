"""Every field that a list can be filtered and sorted by is served by an index, or the decision record says why not."""

import re

import asyncpg
from tests.architecture.source.reading import ROOT

from partnerhub.db.listing import Field, Listing
from partnerhub.domain.access.users import LISTING as USERS
from partnerhub.domain.channels import LISTING as CHANNELS
from partnerhub.domain.clients import LISTING as CLIENTS
from partnerhub.domain.partner_changes import LISTING as PARTNER_CHANGES
from partnerhub.domain.templates import LISTING as TEMPLATES
from partnerhub.surfaces.partner_api.routes import ROUTES

LISTS = {
    "clients": CLIENTS,
    "channels": CHANNELS,
    "templates": TEMPLATES,
    "users": USERS,
    "partner_changes": PARTNER_CHANGES,
}
JOINED = {"c": "client", "w": "waba"}  # what stands for another table in a list's SQL
RECORD = (ROOT / "docs/decisions/0018-which-list-fields-have-no-index.md").read_text()
# Whole indexes of a table, by the columns that they have, in order.
INDEXES = """
SELECT i.relname AS name, x.indrelid::regclass::text AS table,
    ARRAY(SELECT pg_get_indexdef(x.indexrelid, n, false) FROM generate_series(1, x.indnkeyatts) n) AS columns
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indpred IS NULL
"""
COUNTED = "channel_by_state"  # few values each: no order of its columns is better than another


def told() -> dict[str, set[str]]:
    """List to its fields without an index, as people read it."""
    found: dict[str, set[str]] = {name: set() for name in LISTS}
    for name, fields in re.findall(r"^\| (\w+) \| (.+?) \| .+ \|$", RECORD, re.MULTILINE):
        if name in found:
            found[name] |= set(re.findall(r"`([\w.]+)`", fields))
    return found


def place_of(listing: Listing, field: Field) -> tuple[str, str] | None:
    """Table and column; None when it is an expression, which no index serves under row-level security."""
    column = re.fullmatch(r"(\w)\.(\w+)", field.sql)
    return (JOINED.get(column[1], listing.table.removesuffix(" t")), column[2]) if column else None


async def test_the_record_names_the_fields_without_an_index_and_no_others(owner: asyncpg.Connection) -> None:
    served = set[tuple[str, str]]()
    for index in await owner.fetch(INDEXES):
        first, *rest = index["columns"]
        parent = next(
            (one.parent.partition(".")[2] for one in LISTS.values() if one.table == f"{index['table']} t"), ""
        )
        if first == "partner_id":
            served.add((index["table"], first))
            within = rest[1:] if parent and rest[0] == parent else rest
            served |= {
                (index["table"], one) for one in (rest if index["name"] == COUNTED else [*rest[:1], *within[:1]])
            }
    without = {
        name: {one for one, field in listing.fields.items() if place_of(listing, field) not in served}
        for name, listing in LISTS.items()
    }
    assert told() == without


def test_every_list_is_in_the_record() -> None:
    assert {id(route.lists) for route in ROUTES if route.lists} == {id(one) for one in LISTS.values()}
