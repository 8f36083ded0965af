"""What Meta's webhooks say about templates (contract messaging-and-meta B.6), in the transaction that takes them in."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.templates import store
from partnerhub.domain.templates.changes import change, tell_status
from partnerhub.domain.templates.model import Template, new_id, our_status
from partnerhub.domain.templates.sync import look_again, sync_soon

PASSING = frozenset({"FLAGGED", "LOCKED"})  # told, but no status that Meta shows when asked
GONE = frozenset({"DELETED", "PENDING_DELETION"})


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    message_template_id: int | str
    message_template_name: str = ""
    message_template_language: str = ""
    message_template_category: str | None = None
    event: str = ""
    reason: str | None = None
    previous_category: str | None = None
    new_category: str | None = None
    previous_quality_score: str | None = None
    new_quality_score: str | None = None

    @property
    def template_id(self) -> str:
        return str(self.message_template_id)


async def hear(db: Db, partner_id: str, waba_id: str, field: str, value: bytes, now: datetime) -> None:
    """Does nothing for a field that is not about templates. Raises msgspec.ValidationError."""
    if heard := HEARD.get(field):
        await heard(db, partner_id, waba_id, msgspec.json.decode(value, type=_Told), now)


async def _status(db: Db, partner_id: str, waba_id: str, told: _Told, now: datetime) -> None:
    before = await store.find(db, partner_id, waba_id, told.template_id)
    if before is None:
        await _first_heard(db, partner_id, waba_id, told, now)
        return
    after = msgspec.structs.replace(before, rejected_reason=told.reason or "NONE", modified_at=now)
    if told.event == "DELETED":
        await store.remove(db, partner_id, before.id)
        await look_again(db, partner_id, waba_id, now=now)
    if told.event == "DELETED" or told.event in PASSING:
        await tell_status(db, partner_id, waba_id, after, told.event)
        return
    after = msgspec.structs.replace(after, status=our_status(told.event))
    await change(db, partner_id, waba_id, before, after)


async def _first_heard(db: Db, partner_id: str, waba_id: str, told: _Told, now: datetime) -> None:
    """Made elsewhere, or by a request of ours that has not noted it yet: that completes the row, or the sync does."""
    if told.event in GONE or not told.event:
        return
    template = Template(
        id=new_id(),
        external_id=told.template_id,
        name=told.message_template_name,
        language=told.message_template_language,
        category=told.message_template_category,
        status=our_status(told.event),
        rejected_reason=told.reason or "NONE",
        modified_at=now,
    )
    await store.add(db, partner_id, waba_id, template)
    await tell_status(db, partner_id, waba_id, template, told.event)
    await sync_soon(db, partner_id, waba_id, now=now, due=now)


async def _category(db: Db, partner_id: str, waba_id: str, told: _Told, now: datetime) -> None:
    """Without a previous category it is an announcement: Meta will move the template later."""
    before = await store.find(db, partner_id, waba_id, told.template_id)
    if before is not None and told.previous_category and told.new_category:
        after = msgspec.structs.replace(before, category=told.new_category, modified_at=now)
        await change(db, partner_id, waba_id, before, after)


async def _quality(db: Db, partner_id: str, waba_id: str, told: _Told, now: datetime) -> None:
    found = await store.find(db, partner_id, waba_id, told.template_id)
    if found is not None and told.new_quality_score:
        before = msgspec.structs.replace(found, quality_score=found.quality_score or told.previous_quality_score)
        after = msgspec.structs.replace(found, quality_score=told.new_quality_score, modified_at=now)
        await change(db, partner_id, waba_id, before, after)


async def _components(db: Db, partner_id: str, waba_id: str, told: _Told, now: datetime) -> None:  # noqa: ARG001
    """The webhook has them in a form of its own; Graph has them whole."""
    await sync_soon(db, partner_id, waba_id, now=now, due=now)


HEARD: dict[str, Callable[[Db, str, str, _Told, datetime], Awaitable[None]]] = {
    "message_template_status_update": _status,
    "template_category_update": _category,
    "message_template_quality_update": _quality,
    "message_template_components_update": _components,
}
