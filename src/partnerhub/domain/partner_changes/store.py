"""Requests in the database: read by either partner, changed only by the functions that change both rows."""

from datetime import datetime

import msgspec

from partnerhub.db.listing import Field, Listing, texts
from partnerhub.db.pool import Db, Row
from partnerhub.domain.partner_changes.model import Request

LISTING = Listing(
    key="partner_change_requests",
    table="partner_change_request t",
    fields={
        **texts("t", "id", "status", "source_client_id", "target_client_id", "source_partner_id", "target_partner_id"),
        "is_full_migration": Field("t.is_full_migration", "boolean"),
        "created_at": Field("t.created_at", "time"),
        "modified_at": Field("t.modified_at", "time"),
    },
)
COLUMNS = ", ".join(Request.__struct_fields__)
MOST = 100  # requests that a page shows


class Destination(msgspec.Struct, frozen=True, kw_only=True):
    """A partner that a client may go to. `closed`: it takes nobody for the time being."""

    id: str
    brand_name: str | None
    payment_model: str
    auto_approve: bool
    closed: bool


async def find_destination(db: Db, partner_id: str, target_id: str) -> Destination | None:
    """`partner_id`: who asks; row-level security hides the other from it, so a function tells."""
    row = await db.fetchrow(
        "SELECT brand_name, payment_model, auto_approve, closed FROM partner_to_change_to($2)"
        " WHERE current_partner() = $1 AND $1 <> $2",
        partner_id, target_id,
    )  # fmt: skip
    return Destination(id=target_id, **row) if row else None


async def name_of(db: Db, partner_id: str, other_id: str) -> str:
    """What a partner is called; `partner_id`: who wants to know."""
    found = await find_destination(db, partner_id, other_id)
    return (found and found.brand_name) or other_id


async def ask(db: Db, partner_id: str, request: Request) -> None:
    await db.execute(
        "SELECT ask_partner_change($2, $3, $4, $5, $6, $7, $8) WHERE current_partner() = $1",
        partner_id, request.id, request.source_client_id, request.target_partner_id, request.client_name,
        request.channels, request.asked_by, request.created_at,
    )  # fmt: skip


async def cross(db: Db, partner_id: str, request_id: str) -> str | None:
    """From `partner_id` to the other side, whom the connection acts for until the transaction ends. None: not pending."""
    return await db.fetchval(
        "SELECT cross_partner_change($2) WHERE current_partner() = $1", partner_id, request_id
    )  # fmt: skip


async def settle(
    db: Db, partner_id: str, request_id: str, outcome: str, now: datetime, *, target_client_id: str | None = None
) -> bool:
    """False: it is not pending, or not for `partner_id` to say."""
    settled = await db.fetchval(
        "SELECT settle_partner_change($2, $3, $4, $5) WHERE current_partner() = $1",
        partner_id, request_id, outcome, target_client_id, now,
    )  # fmt: skip
    return bool(settled)


async def find(db: Db, partner_id: str, request_id: str) -> Request | None:
    row = await db.fetchrow(
        f"SELECT {COLUMNS} FROM partner_change WHERE partner_id = $1 AND id = $2", partner_id, request_id
    )
    return _request(row) if row else None


async def find_doc(db: Db, partner_id: str, request_id: str) -> bytes | None:
    """The request as the Partner API shows it."""
    doc = await db.fetchval(
        "SELECT doc FROM partner_change_request WHERE partner_id = $1 AND id = $2", partner_id, request_id
    )
    return doc and doc.encode()


async def latest_of_client(db: Db, partner_id: str, client_id: str) -> Request | None:
    """The client's last request, at the partner it asked to leave."""
    row = await db.fetchrow(
        f"SELECT {COLUMNS} FROM partner_change WHERE partner_id = $1 AND source_partner_id = $1"
        " AND source_client_id = $2 ORDER BY created_at DESC, id DESC LIMIT 1",
        partner_id, client_id,
    )  # fmt: skip
    return _request(row) if row else None


async def of_partner(db: Db, partner_id: str) -> list[Request]:
    """Newest first, of clients that come and that go."""
    rows = await db.fetch(
        f"SELECT {COLUMNS} FROM partner_change WHERE partner_id = $1 ORDER BY created_at DESC, id DESC LIMIT {MOST}",
        partner_id,
    )
    return [_request(row) for row in rows]


async def waiting(db: Db, partner_id: str) -> int:
    """How many requests wait for this partner to decide."""
    return await db.fetchval(
        "SELECT count(*) FROM partner_change WHERE partner_id = $1 AND target_partner_id = $1 AND status = 'pending'",
        partner_id,
    )


def _request(row: Row) -> Request:
    return msgspec.convert(dict(row), Request)
