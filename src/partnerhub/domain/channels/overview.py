"""A partner's channels as people look for them: one row a channel, with its client and the state in one word."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.channels.store import STATE

PAGE_SIZE = 24

ORDERS = {
    "newest": "t.created_at DESC, t.id",
    "oldest": "t.created_at, t.id",
    "client": "lower(c.name), t.id",
    "number": "t.setup_info ->> 'phone_number', t.id",
}
# $2 text anywhere, $3 an id, $4 digits of a number, $5 state, $6 permission; empty or null: all.
SELECTS = {
    name: f"SELECT t.id, t.client_id, c.name AS client_name, t.setup_info ->> 'phone_number' AS phone_number,"
    f" t.setup_info ->> 'phone_name' AS phone_name, {STATE} AS state,"
    " t.current_quality_rating, t.current_limit, t.permission_granted_at, t.terminated_at, t.created_at"
    " FROM channel t JOIN client c ON c.partner_id = t.partner_id AND c.id = t.client_id"
    " WHERE t.partner_id = $1 AND ($2 = '' OR c.name ILIKE $2 OR t.setup_info ->> 'phone_name' ILIKE $2"
    " OR t.id = $3 OR t.client_id = $3 OR ($4 <> '' AND t.setup_info ->> 'phone_number' LIKE $4))"
    f" AND ($5 = '' OR {STATE} = $5) AND ($6::boolean IS NULL OR (t.permission_granted_at IS NOT NULL) = $6)"
    f" ORDER BY {order} LIMIT $7 OFFSET $8"
    for name, order in ORDERS.items()
}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: live, setting_up, error, pending_deletion or terminated."""

    id: str
    client_id: str
    client_name: str
    phone_number: str
    phone_name: str | None
    state: str
    current_quality_rating: str | None
    current_limit: str | None
    permission_granted_at: datetime | None
    terminated_at: datetime | None
    created_at: datetime


async def look_for(
    db: Db, partner_id: str, *, text: str = "", state: str = "", shared: bool | None = None, order: str = "newest",
    page: int = 1,
) -> tuple[list[Found], bool]:  # fmt: skip
    """One page, and whether there is a next one. An unknown `order` is the newest first."""
    rows = await db.fetch(
        SELECTS.get(order, SELECTS["newest"]),
        partner_id, _anywhere(text), text, _anywhere(_digits(text)), state, shared, PAGE_SIZE + 1, (page - 1) * PAGE_SIZE,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Found) for row in rows[:PAGE_SIZE]], len(rows) > PAGE_SIZE


async def has_any(db: Db, partner_id: str) -> bool:
    return await db.fetchval("SELECT EXISTS (SELECT 1 FROM channel WHERE partner_id = $1)", partner_id)


def _anywhere(text: str) -> str:
    """A LIKE pattern; "" stays "", which stands for any."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%" if text else ""


def _digits(text: str) -> str:
    """`+49 30 1234` is looked for as `49301234`; a word with a digit in it is not a number."""
    return "" if any(character.isalpha() for character in text) else "".join(filter(str.isdecimal, text))
