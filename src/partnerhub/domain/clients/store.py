"""Clients in the database."""

from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.listing import Field, Listing, texts
from partnerhub.db.pool import Db

META = ("business_vertical", "timezone", "about", "business_description", "use_case")
CONTACT = (
    "webpage_url",
    "phone",
    "language",
    "country",
    "street_name",
    "city",
    "full_name",
    "zip_code",
)
USER = ("phone", "email", "name")

MOVED = "moved"  # the status of a client that has gone to another partner

LISTING = Listing(
    key="clients",
    table="client t",
    kept="clients",
    fields={
        **texts("t", "id", "name", "status", "organisation", "partner_payload"),
        **{f"meta_info.{name}": Field(f"t.meta_info ->> '{name}'") for name in META},
        **{f"contact_info.{name}": Field(f"t.contact_info ->> '{name}'") for name in CONTACT},
        "contact_info.email": Field("t.email"),
        **{f"contact_user.{name}": Field(f"t.contact_user ->> '{name}'") for name in USER},
        "max_channels": Field("t.max_channels", "integer"),
        "created_at": Field("t.created_at", "time"),
        "modified_at": Field("t.modified_at", "time"),
    },
    search=("t.id", "t.name", "t.partner_payload", "t.email"),
)


async def insert(
    db: Db,
    partner_id: str,
    client_id: str,
    *,
    name: str,
    contact_info: dict[str, Any],
    contact_user: dict[str, Any],
    partner_payload: str | None,
    organisation: str | None,
    now: datetime,
) -> bytes:
    """Returns the client's document."""
    doc = await db.fetchval(
        "INSERT INTO client (partner_id, id, name, contact_info, contact_user, partner_payload, organisation,"
        " created_at, modified_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING doc",
        partner_id, client_id, name, _json(contact_info), _json(contact_user), partner_payload, organisation, now,
    )  # fmt: skip
    return doc.encode()


async def find_doc(db: Db, partner_id: str, client_id: str) -> bytes | None:
    """The client as the Partner API shows it (contract §6.2)."""
    doc = await db.fetchval("SELECT doc FROM client WHERE partner_id = $1 AND id = $2", partner_id, client_id)
    return doc and doc.encode()


async def hold(db: Db, partner_id: str, client_id: str) -> bool:
    """It does not move to another partner before the transaction ends. False: there is none, or it has moved."""
    held = await db.fetchval(
        f"SELECT true FROM client WHERE partner_id = $1 AND id = $2 AND status <> '{MOVED}' FOR KEY SHARE",
        partner_id, client_id,
    )  # fmt: skip
    return bool(held)


async def get_name(db: Db, partner_id: str, client_id: str) -> str:
    return await db.fetchval("SELECT name FROM client WHERE partner_id = $1 AND id = $2", partner_id, client_id)


async def get_limit(db: Db, partner_id: str, client_id: str) -> int:
    """How many channels it may have."""
    return await db.fetchval("SELECT max_channels FROM client WHERE partner_id = $1 AND id = $2", partner_id, client_id)


async def change(
    db: Db,
    partner_id: str,
    client_id: str,
    *,
    partner_payload: str | None,
    max_channels: int | None,
    actor: str,
    now: datetime,
) -> bytes | None:
    """Set what is given (None: leave as it is); returns the new document, None when there is no such client."""
    doc = await db.fetchval(
        "UPDATE client SET partner_payload = coalesce($3, partner_payload), max_channels = coalesce($4, max_channels),"
        " modified_at = $5, modified_by = jsonb_build_object('user_id', $6::text, 'user_name', $6::text)"
        " WHERE partner_id = $1 AND id = $2 RETURNING doc",
        partner_id, client_id, partner_payload, max_channels, now, actor,
    )  # fmt: skip
    return doc and doc.encode()


async def note(
    db: Db, partner_id: str, client_id: str, *, tags: list[str], notes: str, actor: str, now: datetime
) -> None:
    """What the partner keeps for itself."""
    await db.execute(
        "UPDATE client SET tags = $3, notes = $4, modified_at = $5,"
        " modified_by = jsonb_build_object('user_id', $6::text, 'user_name', $6::text)"
        " WHERE partner_id = $1 AND id = $2",
        partner_id, client_id, tags, notes, now, actor,
    )  # fmt: skip


def _json(value: dict[str, Any]) -> str:
    return msgspec.json.encode(value).decode()
