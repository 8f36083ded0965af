"""Clients (contract partner-api §6)."""

from typing import Annotated, Literal

import msgspec
from litestar.params import FromPath, JSONBody

from partnerhub.domain import channels, clients
from partnerhub.domain.channels import ClientChannel
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput, NotFound
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.lists import ListQuery, PageOut, document, envelope
from partnerhub.surfaces.partner_api.wire.openapi.telling import told

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


class MetaInfo(msgspec.Struct, omit_defaults=True):
    business_vertical: str = ""
    timezone: str = ""
    about: str = ""
    business_description: str = ""
    use_case: str = ""


class ContactUser(msgspec.Struct, omit_defaults=True):
    phone: str = ""
    email: str = ""
    name: str = ""


class ClientOut(msgspec.Struct, kw_only=True):
    """Keys without a value are left out."""

    id: str
    name: str
    status: str
    max_channels: int
    suspicious: bool
    meta_info: MetaInfo
    contact_info: ContactInfo
    contact_user: ContactUser
    created_at: str
    created_by: Author
    modified_at: str
    modified_by: Author
    organisation: str | msgspec.UnsetType = msgspec.UNSET
    partner_payload: str | msgspec.UnsetType = msgspec.UNSET


class ClientsOut(PageOut, kw_only=True):
    clients: list[ClientOut]


class SharedNumber(msgspec.Struct, kw_only=True):
    """`permission_status`: `shared`, the partner may make API keys for the number; `missing`, the client has not said so."""

    channel_id: str
    phone_number: str
    permission_status: Literal["shared", "missing"]
    hub_status: str
    phone_name: str | msgspec.UnsetType = msgspec.UNSET
    permission_granted_at: str | msgspec.UnsetType = msgspec.UNSET


class SharedNumbersOut(msgspec.Struct, kw_only=True):
    """`shared` of the `total` numbers are shared."""

    client_id: str
    count: int
    total: int
    shared: int
    shared_client_numbers: list[SharedNumber]


class ClientChange(msgspec.Struct):
    """Absent and null both leave a value as it is (contract §6.4)."""

    partner_payload: Annotated[str, told(maxLength=MAX_PAYLOAD)] | None = None
    max_channels: Annotated[int, told(minimum=0, maximum=MAX_CHANNELS)] | None = None


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


async def shared_numbers(caller: Who, db: Tenant, client_id: FromPath[str]) -> SharedNumbersOut:
    if await clients.find_doc(db, caller.partner_id, client_id) is None:
        raise NoSuchClient
    numbers = [_number(one) for one in await channels.of_client(db, caller.partner_id, client_id) if not one.is_gone]
    shared = sum(one.permission_status == "shared" for one in numbers)
    return SharedNumbersOut(
        client_id=client_id, count=len(numbers), total=len(numbers), shared=shared, shared_client_numbers=numbers
    )


def _number(channel: ClientChannel) -> SharedNumber:
    granted = channel.permission_granted_at
    return SharedNumber(
        channel_id=channel.id,
        phone_number=channel.phone_number,
        phone_name=channel.phone_name or msgspec.UNSET,
        permission_status="shared" if granted else "missing",
        permission_granted_at=clock.iso(granted) if granted else msgspec.UNSET,
        hub_status=channel.hub_status,
    )


def _missing() -> bytes:
    raise NoSuchClient
