"""A request, and what both partners are told of it."""

from datetime import datetime
from typing import Literal

import msgspec

from partnerhub.kit import clock

Status = Literal["pending", "accepted", "refused", "withdrawn"]


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """`channels`: how many numbers the client had when it asked. `asked_by`: the client's user."""

    id: str
    status: Status
    source_partner_id: str
    source_client_id: str
    target_partner_id: str
    target_client_id: str | None
    client_name: str
    channels: int
    asked_by: str
    created_at: datetime
    modified_at: datetime


class _Shown(msgspec.Struct, omit_defaults=True, kw_only=True):
    """As the view `partner_change_request` shows it."""

    id: str
    status: Status
    is_full_migration: bool
    source_partner_id: str
    source_client_id: str
    target_partner_id: str
    target_client_id: str | None = None
    client_name: str
    channels: int
    created_at: str
    modified_at: str


def ended(request: Request, status: Status, now: datetime, *, target_client_id: str | None = None) -> Request:
    return msgspec.structs.replace(request, status=status, target_client_id=target_client_id, modified_at=now)


def shown(request: Request) -> bytes:
    """The `data` of an event about it."""
    told = _Shown(
        id=request.id,
        status=request.status,
        is_full_migration=True,
        source_partner_id=request.source_partner_id,
        source_client_id=request.source_client_id,
        target_partner_id=request.target_partner_id,
        target_client_id=request.target_client_id,
        client_name=request.client_name,
        channels=request.channels,
        created_at=clock.iso(request.created_at),
        modified_at=clock.iso(request.modified_at),
    )
    return msgspec.json.encode({"partner_change_request": told})
