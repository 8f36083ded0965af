"""Reading a WABA's templates from Meta: new ones appear, changed ones change, those that are gone go.

It may run at any time, twice at once, and be cut off anywhere: it changes only rows that nobody wrote since it began.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import wabas
from partnerhub.domain.templates import store
from partnerhub.domain.templates.changes import change
from partnerhub.domain.templates.model import Template, new_id, our_status
from partnerhub.domain.wabas import Line
from partnerhub.upstream.graph import templates as graph_api

EVERY = timedelta(hours=6)  # Meta's webhooks tell what happens; this finds what they did not
LOOK_AGAIN = timedelta(seconds=60)


async def sync_soon(db: Db, partner_id: str, waba_id: str, *, now: datetime, due: datetime) -> None:
    """Read the WABA's templates from Meta at `due`, or before."""
    await wabas.want_errand(db, partner_id, waba_id, "templates", now=now, due=due)


async def look_again(db: Db, partner_id: str, waba_id: str, *, now: datetime) -> None:
    """In a minute. Before Meta is asked for a change: should we die before we note it, the sync will. With a deletion: who is
    just reading Meta's list may have the template on it still, and put it back.
    """
    await sync_soon(db, partner_id, waba_id, now=now, due=now + LOOK_AGAIN)


async def sync(line: Line, *, clock: Callable[[], datetime]) -> None:
    """Raises GraphError when Meta does not answer."""
    began = clock()
    found = await graph_api.of_waba(line.graph, line.token, line.external_id)
    now = clock()
    async with line.writing() as db:
        await _take_over(db, line, found, began, now)
        await wabas.errand_done(
            db, line.partner_id, line.waba_id, "templates", began=began, now=now, due=now + EVERY
        )  # fmt: skip


async def _take_over(db: Db, line: Line, found: list[graph_api.Template], began: datetime, now: datetime) -> None:
    known = {one.external_id: one for one in await store.of_waba(db, line.partner_id, line.waba_id)}
    for theirs in found:
        ours = known.pop(theirs.id, None)
        if ours is None:
            await store.add(db, line.partner_id, line.waba_id, _as_ours(theirs, new_id(), now))
        elif ours.modified_at < began and _differ(ours, after := _as_ours(theirs, ours.id, now)):
            await change(db, line.partner_id, line.waba_id, ours, after)
    for gone in known.values():
        if gone.modified_at < began:
            await store.remove(db, line.partner_id, gone.id)


def _as_ours(theirs: graph_api.Template, template_id: str, now: datetime) -> Template:
    return Template(
        id=template_id,
        external_id=theirs.id,
        name=theirs.name,
        language=theirs.language,
        category=theirs.category,
        status=our_status(theirs.status),
        components=msgspec.json.encode(theirs.components).decode(),
        rejected_reason=theirs.rejected_reason or "NONE",
        quality_score=theirs.quality,
        modified_at=now,
    )


def _differ(one: Template, other: Template) -> bool:
    return _comparable(one) != _comparable(other)


def _comparable(template: Template) -> tuple[object, ...]:
    return (
        template.category,
        template.status,
        msgspec.json.decode(template.components),
        template.rejected_reason,
        template.quality_score,
    )
