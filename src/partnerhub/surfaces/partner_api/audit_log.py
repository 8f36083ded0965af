"""Who changed what: people in the hub and keys on this API."""

from typing import Annotated, Any

import msgspec
from litestar.params import QueryParameter

from partnerhub.domain import audit
from partnerhub.domain.audit import Entry
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.pages import Paged, word

ACTOR = QueryParameter(description="Who did it: `key:…` or `user:…`.")
ACTION = QueryParameter(description="What was done: `partner_keys.create`.")
LARGEST = 2**63 - 1


class EntryOut(msgspec.Struct, kw_only=True):
    """`subject` is the id of what was changed. `detail` holds what was asked, without secrets."""

    id: str
    at: str
    actor: str
    action: str
    subject: str
    detail: Any
    request_id: str | None


class AuditLogOut(msgspec.Struct):
    """`next_cursor` is null on the last page."""

    audit_log: list[EntryOut]
    next_cursor: str | None


async def page(
    caller: Who,
    db: Tenant,
    paged: Paged,
    actor: Annotated[str | None, ACTOR] = None,
    action: Annotated[str | None, ACTION] = None,
) -> AuditLogOut:
    found = await audit.page(
        db, caller.partner_id,
        before=_place(paged.cursor), since=paged.since, until=paged.until, limit=paged.limit + 1,
        actor=word("actor", actor), action=word("action", action),
    )  # fmt: skip
    more, found = len(found) > paged.limit, found[: paged.limit]
    return AuditLogOut([_out(one) for one in found], str(found[-1].id) if more else None)


def _place(cursor: str | None) -> int:
    if cursor is None:
        return LARGEST
    if not (cursor.isascii() and cursor.isdecimal() and int(cursor) <= LARGEST):
        raise BadInput("cursor must be the next_cursor of a page.", field="cursor")
    return int(cursor)


def _out(entry: Entry) -> EntryOut:
    return EntryOut(
        id=str(entry.id),
        at=clock.iso(entry.at),
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        detail=msgspec.Raw(entry.detail.encode()),
        request_id=entry.request_id,
    )
