"""What becomes of a template that exists: edited, deleted, copied from another WABA. Meta first, then our row."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from partnerhub.domain.templates import edits_store, store
from partnerhub.domain.templates.model import SUBMITTED, Template
from partnerhub.domain.templates.sync import look_again, sync
from partnerhub.domain.wabas import Line
from partnerhub.kit.problems import NotFound
from partnerhub.upstream.graph import templates as graph_api

Clock = Callable[[], datetime]


class NoSuchTemplate(NotFound):
    """Template not found."""


async def edit(line: Line, given: str, body: dict[str, Any], *, actor: str, clock: Clock) -> None:
    """`given` is our id or Meta's; `body`: what Meta is asked to change. Meta reviews the template again."""
    template = await _proven(line, given, clock)
    began = clock()
    await graph_api.edit(line.graph, line.token, template.external_id, body)
    async with line.writing() as db:
        before = await store.find(db, line.partner_id, line.waba_id, template.id)
        if before is not None:
            await store.change(db, line.partner_id, _edited(before, body, began, clock()), author=actor)
            await edits_store.note(db, line.partner_id, template.id, clock())


def _edited(before: Template, body: dict[str, Any], began: datetime, now: datetime) -> Template:
    """A verdict that came meanwhile stays."""
    components = body.get("components")
    return msgspec.structs.replace(
        before,
        components=before.components if components is None else msgspec.json.encode(components).decode(),
        category=body.get("category") or before.category,
        status=SUBMITTED if before.modified_at < began else before.status,
        modified_at=now,
    )


async def delete(line: Line, given: str, *, clock: Clock) -> str:
    """One language of a name, as each row is; returns the name."""
    template = await _proven(line, given, clock)
    await graph_api.delete(
        line.graph, line.token, line.external_id, name=template.name, template_id=template.external_id
    )
    async with line.writing() as db:
        await store.remove(db, line.partner_id, template.id)
        await look_again(db, line.partner_id, line.waba_id, now=clock())
    return template.name


async def delete_named(line: Line, name: str, *, clock: Clock) -> None:
    """All languages of a name, whether our rows have them or not. Raises GraphError."""
    async with line.writing() as db:
        await look_again(db, line.partner_id, line.waba_id, now=clock())
    await graph_api.delete(line.graph, line.token, line.external_id, name=name)
    async with line.writing() as db:
        await store.remove_named(db, line.partner_id, line.waba_id, name)
        await look_again(db, line.partner_id, line.waba_id, now=clock())


async def migrate(line: Line, source: str, page_number: int, *, clock: Clock) -> graph_api.Migrated:
    """Copies of another WABA's approved templates; Meta judges whether both belong to one business."""
    async with line.writing() as db:
        await look_again(db, line.partner_id, line.waba_id, now=clock())
    done = await graph_api.migrate(line.graph, line.token, line.external_id, source=source, page_number=page_number)
    await sync(line, clock=clock)
    return done


async def _proven(line: Line, given: str, clock: Clock) -> Template:
    """The template is of this WABA; should we die before we note what becomes of it, the sync will."""
    async with line.writing() as db:
        template = await store.find(db, line.partner_id, line.waba_id, given)
        synced = await store.is_synced(db, line.partner_id, line.waba_id)
        if template is not None:
            await look_again(db, line.partner_id, line.waba_id, now=clock())
            return template
    if synced:
        raise NoSuchTemplate
    await sync(line, clock=clock)
    return await _proven(line, given, clock)
