"""Requests of clients that change partner, to here or from here (contract hub-and-onboarding §1.10)."""

import msgspec
from litestar.params import FromPath

from partnerhub.domain import partner_changes
from partnerhub.domain.partner_changes import NoSuchRequest, Status
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.lists import ListQuery, PageOut, document, envelope


class PartnerChangeOut(msgspec.Struct, kw_only=True):
    """A client's request for another partner. `target_client_id` is there once it is accepted."""

    id: str
    status: Status
    is_full_migration: bool
    source_partner_id: str
    source_client_id: str
    target_partner_id: str
    target_client_id: str | msgspec.UnsetType = msgspec.UNSET
    client_name: str
    channels: int
    created_at: str
    modified_at: str


class PartnerChangesOut(PageOut, kw_only=True):
    partner_change_requests: list[PartnerChangeOut]


async def page(caller: Who, db: Tenant, asked: ListQuery) -> PartnerChangesOut:
    """Of clients that want to come, and of clients that want to go. They are decided in the Partner Hub."""
    return await envelope(db, caller.partner_id, partner_changes.LISTING, asked)


async def read(caller: Who, db: Tenant, change_id: FromPath[str]) -> PartnerChangeOut:
    doc = await partner_changes.find_doc(db, caller.partner_id, change_id)
    if doc is None:
        raise NoSuchRequest
    return document(doc)
