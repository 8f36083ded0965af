"""Templates that are kept unsent: saved whatever is still missing, gone on with, sent, deleted and taken back (contract §6)."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect, Template

from partnerhub.domain.templates import draft_store
from partnerhub.domain.templates.draft_store import Draft
from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.partner.templates.composing import composer
from partnerhub.surfaces.hub.partner.templates.listed import HERE
from partnerhub.surfaces.hub.partner.templates.samples import sampled
from partnerhub.surfaces.hub.partner.templates.written import Written, read
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner

DRAFTS = HERE + "/drafts"
NO_PLACE: str = t("Choose the account that it is for, one that is still there.")
LARGEST = 64 * 1024  # characters of all fields together


class NoSuchDraft(NotFound):
    """There is no such draft: it was sent or deleted."""


async def show(request: Page, hub: InHub, partner_user: AsPartner, draft_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        draft = await draft_store.find(db, partner_user.partner_id, draft_id)
        if draft is None:
            raise NoSuchDraft
        return await composer(db, partner_user, unsent(draft), saved="saved" in request.query_params)


async def save(request: Page, hub: InHub, partner_user: AsPartner) -> Response[Any]:
    """Anew if the form names no draft."""
    partner_id = partner_user.partner_id
    written, wrong = await sampled(request, hub, partner_user, read(await request.form()))
    if not wrong:
        async with hub.database.writing(partner_id) as db:
            known = await draft_store.find(db, partner_id, written.draft_id)
            draft = _drafted(known.id if known else draft_store.new_id(), written, partner_user.actor)
            if len(draft.written) <= LARGEST and await draft_store.put(db, partner_id, draft):
                await note(request, db, partner_user, "templates.drafts.save", draft.id)
                return Redirect(f"{DRAFTS}/{draft.id}?saved", status_code=303)
        wrong = {"": NO_PLACE}
    async with hub.database.reading(partner_id) as db:
        return await composer(db, partner_user, written, wrong=wrong)


async def delete(request: Page, hub: InHub, partner_user: AsPartner, draft_id: FromPath[str]) -> Response[Any]:
    """Out of the list; it can be taken back for 30 days."""
    async with hub.database.writing(partner_user.partner_id) as db:
        if not await draft_store.set_deleted(db, partner_user.partner_id, draft_id, clock.now()):
            raise NoSuchDraft
        await note(request, db, partner_user, "templates.drafts.delete", draft_id)
    return Redirect(f"{HERE}?deleted={draft_id}", status_code=303)


async def restore(request: Page, hub: InHub, partner_user: AsPartner, draft_id: FromPath[str]) -> Response[Any]:
    async with hub.database.writing(partner_user.partner_id) as db:
        if not await draft_store.set_deleted(db, partner_user.partner_id, draft_id, None):
            raise NoSuchDraft
        await note(request, db, partner_user, "templates.drafts.restore", draft_id)
    return Redirect(f"{DRAFTS}/{draft_id}", status_code=303)


def unsent(draft: Draft) -> Written:
    """A field that a later release of ours does not know any more is left out."""
    written = msgspec.json.decode(draft.written, type=Written)
    return msgspec.structs.replace(written, draft_id=draft.id, waba_id=draft.waba_id)


def _drafted(draft_id: str, written: Written, actor: str) -> Draft:
    return Draft(
        id=draft_id, waba_id=written.waba_id, name=written.name,
        language=written.language, category=written.category, written=msgspec.json.encode(written).decode(),
        author=actor, modified_at=clock.now(),
    )  # fmt: skip
