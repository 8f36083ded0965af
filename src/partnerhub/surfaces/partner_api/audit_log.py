"""Who changed what: people in the hub and keys on this API."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar.params import QueryParameter

from partnerhub.domain import audit
from partnerhub.domain.audit import Entry, Place
from partnerhub.kit import clock
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.pages import WORD, Cursor, Paged, word

ACTOR = QueryParameter(
    description="Who did it: `key:…`, `user:…`, `channel_key:…` or `operator`.",
    schema_extra=WORD | {"examples": ["key:kH2mZ0pQPK"]},
)
ACTION = QueryParameter(description="What was done.", schema_extra=WORD | {"examples": ["partner_keys.create"]})
SUBJECT = QueryParameter(description="The id of what it was done to.", schema_extra=WORD | {"examples": ["2g5ciQPA"]})
PLACE = Cursor("[0-9]{1,17}-[0-9]{1,18}", "1795299456000000-1207")  # microseconds of the time, and the id
EPOCH = datetime.fromtimestamp(0, UTC)


class ChangeOut(msgspec.Struct):
    """`of`: what kind of thing. Only fields that changed. Null `before`: it was made; null `after`: it was deleted."""

    of: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class EntryOut(msgspec.Struct, kw_only=True):
    """`subject` is the id of what was changed, `address` whence. `detail` holds what was asked. Secrets are `***`."""

    id: str
    at: str
    actor: str
    address: str | None
    action: str
    subject: str
    detail: Any
    changes: list[ChangeOut]
    request_id: str | None


class AuditLogOut(msgspec.Struct):
    """`next_cursor` is null on the last page."""

    audit_log: list[EntryOut]
    next_cursor: str | None


async def page(
    caller: Who,
    db: Tenant,
    paged: Paged,
    cursor: Annotated[str | None, PLACE.parameter] = None,
    actor: Annotated[str | None, ACTOR] = None,
    action: Annotated[str | None, ACTION] = None,
    subject: Annotated[str | None, SUBJECT] = None,
) -> AuditLogOut:
    given = {"actor": actor, "action": action, "subject": subject}
    found = await audit.page(
        db, caller.partner_id,
        before=min(_place(cursor), (paged.until or clock.LAST, 0)), since=paged.since or EPOCH, limit=paged.one_more,
        filters={name: word(name, value) for name, value in given.items()},
    )  # fmt: skip
    found, last = paged.cut(found)
    return AuditLogOut([_out(one) for one in found], _cursor(last) if last else None)


def _cursor(entry: Entry) -> str:
    return f"{(entry.at - EPOCH) // timedelta(microseconds=1)}-{entry.id}"


def _place(cursor: str | None) -> Place:
    if (found := PLACE.read(cursor)) is None:
        return clock.LAST, 0
    moment, _, number = found.partition("-")
    return EPOCH + timedelta(microseconds=int(moment)), int(number)


def _out(entry: Entry) -> EntryOut:
    return EntryOut(
        id=str(entry.id),
        at=clock.iso(entry.at),
        actor=entry.actor,
        address=entry.address,
        action=entry.action,
        subject=entry.subject,
        detail=msgspec.Raw(entry.detail.encode()),
        changes=[ChangeOut(one.of, one.id, one.before, one.after) for one in audit.read(entry.changes)],
        request_id=entry.request_id,
    )
