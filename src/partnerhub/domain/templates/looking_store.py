"""Templates of all WABAs of a partner, or of one client, as people look for them."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db, Row

PAGE_SIZE = 50
COLUMNS = (
    "t.id, t.external_id, t.name, t.language, t.category, t.status, t.rejected_reason, t.quality_score, t.modified_at,"
    " t.components, t.waba_id, w.name AS waba_name, w.external_id AS waba_external_id, w.client_id, c.name AS client_name"
)
FROM = (
    " FROM waba_template t JOIN waba w ON w.partner_id = t.partner_id AND w.id = t.waba_id"
    " JOIN client c ON c.partner_id = t.partner_id AND c.id = w.client_id WHERE t.partner_id = $1"
)
# $2 a part of the name or of the client's name, $3 WABA, $4 status, $5 category, $6 client; empty: all.
LOOK_FOR = (
    f"SELECT {COLUMNS}{FROM} AND ($2 = '' OR t.name ILIKE $2 OR c.name ILIKE $2) AND ($3 = '' OR t.waba_id = $3)"
    " AND ($4 = '' OR t.status = $4) AND ($5 = '' OR t.category = $5) AND ($6 = '' OR w.client_id = $6)"
    " ORDER BY t.name, w.name, t.language, t.id LIMIT $7 OFFSET $8"
)
PLACES = (
    "SELECT w.id, w.name, c.name AS client_name, e.done_at AS synced_at, e.error FROM waba w"
    " JOIN client c ON c.partner_id = w.partner_id AND c.id = w.client_id"
    " LEFT JOIN waba_errand e ON e.partner_id = w.partner_id AND e.waba_id = w.id AND e.kind = 'templates'"
    " WHERE w.partner_id = $1 AND ($2 = '' OR w.client_id = $2) AND w.status <> 'bsp_removed'"
    " ORDER BY lower(c.name), w.name, w.id LIMIT $3"
)
MOST_PLACES = 500  # in a list to choose from


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """`external_id` and `waba_external_id` are Meta's; `components` is JSON."""

    id: str
    external_id: str
    name: str
    language: str
    category: str | None
    status: str
    rejected_reason: str
    quality_score: str | None
    modified_at: datetime
    components: str
    waba_id: str
    waba_name: str
    waba_external_id: str
    client_id: str
    client_name: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A WABA that templates can be in. `synced_at`: when Meta was asked for all of them; `error`: why it was not lately."""

    id: str
    name: str
    client_name: str
    synced_at: datetime | None
    error: str | None


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """Empty: any."""

    text: str = ""
    waba_id: str = ""
    status: str = ""
    category: str = ""
    client_id: str = ""


async def look_for(db: Db, partner_id: str, search: Search, *, page: int = 1) -> tuple[list[Found], bool]:
    """One page, and whether there is a next one."""
    escaped = search.text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = await db.fetch(
        LOOK_FOR,
        partner_id, f"%{escaped}%" if escaped else "", search.waba_id, search.status, search.category, search.client_id,
        PAGE_SIZE + 1, (page - 1) * PAGE_SIZE,
    )  # fmt: skip
    return [_found(row) for row in rows[:PAGE_SIZE]], len(rows) > PAGE_SIZE


async def find(db: Db, partner_id: str, template_id: str) -> Found | None:
    """By our id."""
    row = await db.fetchrow(f"SELECT {COLUMNS}{FROM} AND t.id = $2", partner_id, template_id)
    return _found(row) if row else None


async def places(db: Db, partner_id: str, client_id: str = "") -> list[Place]:
    """At most MOST_PLACES, by the client's name; of one client if given."""
    rows = await db.fetch(PLACES, partner_id, client_id, MOST_PLACES)
    return [msgspec.convert(dict(row), Place) for row in rows]


def _found(row: Row) -> Found:
    return msgspec.convert(dict(row), Found)
