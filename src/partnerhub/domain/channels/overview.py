"""A partner's channels as people look for them: one row a channel, with its client, its WABA and the state in one word."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.domain.channels.store import STATE

PAGE_SIZE = 24
MOST = 50_000  # channels in one export

ORDERS = {
    "newest": "t.created_at DESC, t.id DESC",
    "oldest": "t.created_at, t.id",
    "client": "lower(c.name), t.id",
    "number": "t.phone_number, t.id",
    "quality": "array_position(ARRAY['RED', 'YELLOW', 'GREEN'], t.current_quality_rating), t.id",
}
COLUMNS = (
    f"t.id, t.client_id, c.name AS client_name, c.email AS client_email, c.partner_payload, {STATE} AS state, t.status,"
    " t.external_id, t.phone_number, t.setup_info ->> 'phone_name' AS phone_name,"
    " t.setup_info ->> 'new_name_status' AS new_name_status, t.setup_info ->> 'error' AS setup_error, t.meta_status,"
    " t.app_id, t.app_state, t.current_quality_rating, t.current_limit, t.is_oba, t.is_on_biz_app, t.template_blocks,"
    " t.can_send_message, t.meta_faults, t.meta_read_at, t.meta_refused_at,"
    " t.permission_granted_at, t.billing_started_at, t.cancelled_at, t.terminated_at, t.created_at, t.modified_at,"
    " t.waba_id, w.name AS waba_name, w.external_id AS waba_external_id, w.status AS waba_status, w.namespace, w.currency,"
    " w.timezone_id, w.fb_business_id, w.fb_account_status AS verification,"
    " w.on_behalf_of_business_info ->> 'status' AS on_behalf"
)
FROM = (
    " FROM channel t JOIN client c ON c.partner_id = t.partner_id AND c.id = t.client_id"
    " JOIN waba w ON w.partner_id = t.partner_id AND w.id = t.waba_id WHERE t.partner_id = $1"
)
# What somebody has to do something about.
NEEDS = (
    "(t.hub_status NOT IN ('terminated', 'deleted') AND (t.availability_status = 'error' OR t.permission_granted_at IS NULL"
    " OR t.current_quality_rating = 'RED' OR t.setup_info ->> 'new_name_status' = 'DECLINED'"
    " OR t.template_blocks <> '{}' OR t.can_send_message = 'BLOCKED' OR t.meta_refused_at IS NOT NULL"
    " OR w.status LIKE 'account_%'))"
)
# $2 text anywhere, $3 an id, $4 digits of a number, $5 state, $6 permission, $7 quality, $8 only what NEEDS; empty or null: all.
SELECTS = {
    name: f"SELECT {COLUMNS}{FROM}"
    " AND ($2 = '' OR c.name ILIKE $2 OR t.setup_info ->> 'phone_name' ILIKE $2 OR c.email ILIKE $2 OR t.id = $3"
    " OR t.client_id = $3 OR t.waba_id = $3 OR ($4 <> '' AND t.phone_number LIKE $4))"
    f" AND ($5 = '' OR {STATE} = $5) AND ($6::boolean IS NULL OR (t.permission_granted_at IS NOT NULL) = $6)"
    f" AND ($7 = '' OR t.current_quality_rating = $7) AND (NOT $8 OR {NEEDS})"
    f" ORDER BY {order} LIMIT $9 OFFSET $10"
    for name, order in ORDERS.items()
}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """`state`: live, setting_up, error, pending_deletion or terminated. `external_id` and `waba_external_id` are Meta's."""

    id: str
    client_id: str
    client_name: str
    client_email: str | None
    partner_payload: str | None
    state: str
    status: str
    external_id: str
    phone_number: str
    phone_name: str | None
    new_name_status: str | None
    setup_error: str | None
    meta_status: str | None
    app_id: str | None
    app_state: str | None
    current_quality_rating: str | None
    current_limit: str | None
    is_oba: bool
    is_on_biz_app: bool
    template_blocks: list[str]
    can_send_message: str | None
    meta_faults: list[str]
    meta_read_at: datetime | None
    meta_refused_at: datetime | None
    permission_granted_at: datetime | None
    billing_started_at: datetime | None
    cancelled_at: datetime | None
    terminated_at: datetime | None
    created_at: datetime
    modified_at: datetime
    waba_id: str
    waba_name: str
    waba_external_id: str
    waba_status: str
    namespace: str
    currency: str
    timezone_id: int
    fb_business_id: str | None
    verification: str
    on_behalf: str | None


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for; empty or None: anything. `needs`: only what somebody has to do something about."""

    text: str = ""
    state: str = ""
    shared: bool | None = None
    quality: str = ""
    needs: bool = False
    order: str = "newest"


async def look_for(db: Db, partner_id: str, search: Search, *, page: int = 1) -> tuple[list[Found], bool]:
    """One page, and whether there is a next one. An unknown `order` is the newest first."""
    rows = await _rows(db, partner_id, search, PAGE_SIZE + 1, (page - 1) * PAGE_SIZE)
    return [_found(row) for row in rows[:PAGE_SIZE]], len(rows) > PAGE_SIZE


async def everything(db: Db, partner_id: str, search: Search) -> list[Found]:
    """At most MOST."""
    return [_found(row) for row in await _rows(db, partner_id, search, MOST, 0)]


async def find(db: Db, partner_id: str, channel_id: str) -> Found | None:
    row = await db.fetchrow(f"SELECT {COLUMNS}{FROM} AND t.id = $2", partner_id, channel_id)
    return _found(row) if row else None


async def counts(db: Db, partner_id: str) -> dict[str, int]:
    """How many channels are in each state; a state that none is in is missing."""
    rows = await db.fetch(
        f"SELECT {STATE} AS state, count(*) AS channels FROM channel WHERE partner_id = $1 GROUP BY 1", partner_id
    )
    return {row["state"]: row["channels"] for row in rows}


async def _rows(db: Db, partner_id: str, search: Search, limit: int, offset: int) -> list[Row]:
    return await db.fetch(
        SELECTS.get(search.order, SELECTS["newest"]),
        partner_id, _anywhere(search.text), search.text, _anywhere(_digits(search.text)), search.state, search.shared,
        search.quality, search.needs, limit, offset,
    )  # fmt: skip


def _found(row: Row) -> Found:
    return msgspec.convert(dict(row), Found)


def _anywhere(text: str) -> str:
    """A LIKE pattern; "" stays "", which stands for any."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%" if text else ""


def _digits(text: str) -> str:
    """`+49 30 1234` is looked for as `49301234`; a word with a digit in it is not a number."""
    return "" if any(character.isalpha() for character in text) else "".join(filter(str.isdecimal, text))
