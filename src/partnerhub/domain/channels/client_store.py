"""A partner's clients as people look for them, each with how many channels it has."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db, Row

PAGE_SIZE = 50
ORDERS = {
    "newest": "t.created_at DESC, t.id",
    "name": "lower(t.name), t.id",
    "channels": "channels DESC, t.id",
}
COLUMNS = (
    "t.id, t.name, t.status, t.organisation, t.email, t.max_channels, t.partner_payload,"
    " t.contact_info ->> 'country' AS country, t.contact_info ->> 'city' AS city, t.contact_info ->> 'phone' AS phone,"
    " t.contact_user ->> 'name' AS person, t.tags, t.notes, t.created_at, (SELECT count(*) FROM channel ch"
    " WHERE ch.partner_id = t.partner_id AND ch.client_id = t.id AND ch.hub_status NOT IN ('terminated', 'deleted'))"
    " AS channels"
)
SELECTS = {
    name: f"SELECT {COLUMNS} FROM client t WHERE t.partner_id = $1 AND ($2 = '' OR t.name ILIKE $2 OR t.email ILIKE $2"
    f" OR t.partner_payload ILIKE $2 OR t.notes ILIKE $2 OR t.id = $3)"
    f" AND ($6 = '' OR $6 = ANY(t.tags)) ORDER BY {order} LIMIT $4 OFFSET $5"
    for name, order in ORDERS.items()
}


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """`channels`: those that are not terminated. `person`: who signed up. Tags and notes are the partner's own."""

    id: str
    name: str
    status: str
    organisation: str | None
    email: str | None
    max_channels: int
    partner_payload: str | None
    country: str | None
    city: str | None
    phone: str | None
    person: str | None
    tags: list[str]
    notes: str
    created_at: datetime
    channels: int


async def look_for(
    db: Db, partner_id: str, *, text: str, order: str, page: int, size: int = PAGE_SIZE, tag: str = ""
) -> tuple[list[Client], bool]:
    """One page, and whether there is a next one. An unknown `order` is the newest first; `tag` empty: whatever tags."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = await db.fetch(
        SELECTS.get(order, SELECTS["newest"]),
        partner_id, f"%{escaped}%" if text else "", text, size + 1, (page - 1) * size, tag,
    )  # fmt: skip
    return [_client(row) for row in rows[:size]], len(rows) > size


async def tags_of_partner(db: Db, partner_id: str) -> list[str]:
    """Every tag that a client has, in order."""
    rows = await db.fetch(
        "SELECT DISTINCT unnest(tags) AS tag FROM client WHERE partner_id = $1 ORDER BY tag", partner_id
    )
    return [row["tag"] for row in rows]


async def find(db: Db, partner_id: str, client_id: str) -> Client | None:
    row = await db.fetchrow(
        f"SELECT {COLUMNS} FROM client t WHERE t.partner_id = $1 AND t.id = $2", partner_id, client_id
    )
    return _client(row) if row else None


def _client(row: Row) -> Client:
    return msgspec.convert(dict(row), Client)
