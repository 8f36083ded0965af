"""Clients (contract partner-api §6)."""

from typing import Any

import msgspec
from litestar.params import FromPath, JSONBody

from partnerhub.domain import clients
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput, NotFound
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.lists import ListQuery, document, envelope

MAX_CHANNELS = 10_000
MAX_PAYLOAD = 2_000


class NoSuchClient(NotFound):
    """Client not found."""


class Author(msgspec.Struct):
    user_id: str
    user_name: str


class ContactInfo(msgspec.Struct, omit_defaults=True):
    webpage_url: str = ""
    phone: str = ""
    language: str = ""
    country: str = ""
    street_name: str = ""
    city: str = ""
    email: str = ""
    full_name: str = ""
    zip_code: str = ""


class ClientOut(msgspec.Struct, kw_only=True):
    """Keys without a value are left out."""

    id: str
    name: str
    status: str
    max_channels: int
    suspicious: bool
    meta_info: dict[str, Any]
    contact_info: ContactInfo
    contact_user: dict[str, str]
    created_at: str
    created_by: Author
    modified_at: str
    modified_by: Author
    organisation: str | msgspec.UnsetType = msgspec.UNSET
    partner_payload: str | msgspec.UnsetType = msgspec.UNSET


class ClientsOut(msgspec.Struct, kw_only=True):
    count: int
    filters: dict[str, Any]
    limit: int
    offset: int
    sort: list[str]
    total: int
    clients: list[ClientOut]


class ClientChange(msgspec.Struct):
    """Absent and null both leave a value as it is (contract §6.4)."""

    partner_payload: str | None = None
    max_channels: int | None = None


async def page(asked: ListQuery, caller: Who, db: Tenant) -> ClientsOut:
    return await envelope(db, caller.partner_id, clients.LISTING, asked)


async def read(caller: Who, db: Tenant, client_id: FromPath[str]) -> ClientOut:
    return document(await clients.find_doc(db, caller.partner_id, client_id) or _missing())


async def change(caller: Who, db: Tenant, client_id: FromPath[str], data: JSONBody[ClientChange]) -> ClientOut:
    if data.max_channels is not None and not 0 <= data.max_channels <= MAX_CHANNELS:
        raise BadInput(f"max_channels must be between 0 and {MAX_CHANNELS}.", field="max_channels")
    if data.partner_payload is not None and len(data.partner_payload) > MAX_PAYLOAD:
        raise BadInput(f"partner_payload must have at most {MAX_PAYLOAD} characters.", field="partner_payload")
    changed = await clients.change(
        db,
        caller.partner_id,
        client_id,
        partner_payload=data.partner_payload,
        max_channels=data.max_channels,
        actor=caller.actor,
        now=clock.now(),
    )
    return document(changed or _missing())


def _missing() -> bytes:
    raise NoSuchClient
