"""Channels (contract partner-api §7)."""

from typing import Any

import msgspec
from litestar.params import FromPath, JSONBody

from partnerhub.domain import channels
from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound
from partnerhub.surfaces.partner_api.clients import Author, ContactInfo
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.lists import ListQuery, PageOut, document, envelope

Unset = msgspec.UnsetType


class NoSuchChannel(NotFound):
    """Channel not found."""


class SetupInfo(msgspec.Struct, kw_only=True):
    """`phone_number` in digits, without `+`."""

    phone_number: str
    phone_name: str | Unset = msgspec.UNSET
    was_in_use: bool | Unset = msgspec.UNSET
    ivr: bool | Unset = msgspec.UNSET
    verification_method: str | Unset = msgspec.UNSET
    default_language: str | Unset = msgspec.UNSET
    new_name_status: str | Unset = msgspec.UNSET


class Integration(msgspec.Struct):
    """Present once the channel is running."""

    enabled: bool
    app_id: str
    state: str


class Ctwa(msgspec.Struct):
    """Click-to-WhatsApp ads; present while they are switched on. `dataset_id` is Meta's."""

    enabled: bool
    dataset_id: str


class ProfileInfo(msgspec.Struct, omit_defaults=True):
    about_text: str = ""
    business_vertical: str = ""
    business_description: str = ""
    contact_email: str = ""


class Project(msgspec.Struct, omit_defaults=True):
    id: str = ""
    name: str = ""
    license_model: str = ""
    inbox: str = ""


class ChannelClient(msgspec.Struct, kw_only=True):
    """Keys without a value are left out."""

    id: str
    name: str
    contact_info: ContactInfo
    partner_payload: str | Unset = msgspec.UNSET


class ChannelWaba(msgspec.Struct, kw_only=True):
    """Keys without a value are left out."""

    id: str
    name: str
    namespace: str
    client_id: str
    external_id: str
    status: str
    fb_account_status: str
    consents: dict[str, Any]
    created_at: str
    created_by: Author
    fb_business_id: str | Unset = msgspec.UNSET
    on_behalf_of_business_info: dict[str, Any] | Unset = msgspec.UNSET


class ChannelOut(msgspec.Struct, kw_only=True):
    """Keys without a value are left out."""

    id: str
    client_id: str
    partner_id: str
    status: str
    account_mode: str
    availability_status: str
    hub_status: str
    type: str
    version: int
    is_migrated: bool
    is_oba: bool
    has_inbox: bool
    is_on_biz_app: bool
    external_id: str
    profile_info: ProfileInfo
    project: Project
    setup_info: SetupInfo
    waba_account_id: str
    waba_account: ChannelWaba
    client: ChannelClient
    created_at: str
    modified_at: str
    integration: Integration | Unset = msgspec.UNSET
    ctwa: Ctwa | Unset = msgspec.UNSET
    meta_status: str | Unset = msgspec.UNSET
    current_limit: str | Unset = msgspec.UNSET
    current_quality_rating: str | Unset = msgspec.UNSET
    billing_started_at: str | Unset = msgspec.UNSET
    cancelled_at: str | Unset = msgspec.UNSET
    terminated_at: str | Unset = msgspec.UNSET


class ChannelsOut(PageOut, kw_only=True):
    partner_channels: list[ChannelOut]


class CancellationIn(msgspec.Struct):
    """`enabled` false revokes; left out it means true (contract §7.4)."""

    enabled: bool | None = None


async def page(asked: ListQuery, caller: Who, db: Tenant) -> ChannelsOut:
    return await envelope(db, caller.partner_id, channels.LISTING, asked)


async def read(caller: Who, db: Tenant, channel_id: FromPath[str]) -> ChannelOut:
    return document(await channels.find_doc(db, caller.partner_id, channel_id) or _missing())


async def cancel(
    caller: Who, db: Tenant, client_id: FromPath[str], channel_id: FromPath[str], data: JSONBody[CancellationIn]
) -> ChannelOut:
    if data.enabled is False:
        return await reactivate(caller, db, client_id, channel_id)
    now = clock.now()
    return document(await channels.request_cancellation(db, caller.partner_id, client_id, channel_id, now=now))


async def reactivate(caller: Who, db: Tenant, client_id: FromPath[str], channel_id: FromPath[str]) -> ChannelOut:
    now = clock.now()
    return document(await channels.revoke_cancellation(db, caller.partner_id, client_id, channel_id, now=now))


def _missing() -> bytes:
    raise NoSuchChannel
