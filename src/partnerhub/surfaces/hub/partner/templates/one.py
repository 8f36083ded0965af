"""One template: looked at, edited, copied to other WABAs, deleted. Meta is asked first, then our row follows."""

import asyncio
from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import templates, wabas
from partnerhub.domain.templates import NoSuchTemplate, looking_store
from partnerhub.domain.templates.looking_store import Found
from partnerhub.domain.wabas import Line
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import noting
from partnerhub.surfaces.hub.partner.templates.composing import composer, submit
from partnerhub.surfaces.hub.partner.templates.editing import editing
from partnerhub.surfaces.hub.partner.templates.faults import faults
from partnerhub.surfaces.hub.partner.templates.listed import HERE, shown
from partnerhub.surfaces.hub.partner.templates.rewritten import rewritten
from partnerhub.surfaces.hub.partner.templates.samples import sampled
from partnerhub.surfaces.hub.partner.templates.written import MEDIA, Written, components, read
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.shown import told
from partnerhub.surfaces.hub.wide import partner_page
from partnerhub.upstream.graph import GraphError

AT_ONCE = 5  # copies on their way to Meta
MOST_COPIES = 50


class Copied(msgspec.Struct, frozen=True):
    """`fault` is empty when Meta took it."""

    place: str
    fault: str


async def show(hub: InHub, partner_user: AsPartner, template_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        return await _page(db, partner_user, await found(db, partner_user, template_id))


async def edit(hub: InHub, partner_user: AsPartner, template_id: FromPath[str]) -> Template:
    """Said before one tries: Meta takes an edit in some states only, and few of them."""
    async with hub.database.reading(partner_user.partner_id) as db:
        template = await found(db, partner_user, template_id)
        if refused := (await editing(db, partner_user.partner_id, template)).refused:
            return await _page(db, partner_user, template, error=refused)
        return await composer(db, partner_user, as_written(template), edited=template)


async def save(request: Page, hub: InHub, partner_user: AsPartner, template_id: FromPath[str]) -> Response[Any]:
    """Meta reviews it again; name and language stay."""
    async with hub.database.reading(partner_user.partner_id) as db:
        template = await found(db, partner_user, template_id)
        refused = (await editing(db, partner_user.partner_id, template)).refused
    kept = {"name": template.name, "language": template.language, "waba_id": template.waba_id}
    written = msgspec.structs.replace(read(await request.form()), **kept)
    wrong = {"": refused} if refused else {}
    if not wrong:
        written, wrong = await sampled(request, hub, partner_user, written)
    wrong = wrong or faults(written) or await _saved(request, hub, partner_user, template, written)
    if not wrong:
        return Redirect(f"{HERE}/{template_id}", status_code=303)
    async with hub.database.reading(partner_user.partner_id) as db:
        return await composer(db, partner_user, written, wrong=wrong, edited=template)


async def _saved(request: Page, hub: Hub, user: PartnerUser, template: Found, written: Written) -> dict[str, str]:
    """What Meta has against it, as a form shows it; empty when Meta took it."""
    try:
        body = {"category": written.category, "components": components(written)}
        line = await _line(request, hub, user, template, "templates.edit")
        await templates.edit(line, template.id, body, actor=user.actor, clock=clock.now)
    except (GraphError, Problem) as error:
        return {"": told(error)}
    return {}


async def delete(request: Page, hub: InHub, partner_user: AsPartner, template_id: FromPath[str]) -> Response[Any]:
    """This language of it, once its name was typed; messages of it that are on their way still arrive."""
    typed = str((await request.form()).get("word", "")).strip()
    async with hub.database.reading(partner_user.partner_id) as db:
        template = await found(db, partner_user, template_id)
        if typed != template.name:
            return await _page(db, partner_user, template, error=t("Type {name} to delete it.", name=template.name))
    try:
        line = await _line(request, hub, partner_user, template, "templates.delete")
        await templates.delete(line, template_id, clock=clock.now)
    except (GraphError, Problem) as error:
        async with hub.database.reading(partner_user.partner_id) as db:
            return await _page(db, partner_user, template, error=told(error))
    return Redirect(f"{HERE}?waba={template.waba_id}", status_code=303)


async def copy(request: Page, hub: InHub, partner_user: AsPartner, template_id: FromPath[str]) -> Template:
    """The same template, sent to Meta for each WABA that was ticked; what came of each is told."""
    chosen = dict.fromkeys(str(one) for one in (await request.form()).getall("waba_id", []))
    async with hub.database.reading(partner_user.partner_id) as db:
        template = await found(db, partner_user, template_id)
        known = {
            one.id: f"{one.client_name} · {one.name}" for one in await looking_store.places(db, partner_user.partner_id)
        }
    slots = asyncio.Semaphore(AT_ONCE)
    given = [(one, known[one]) for one in chosen if one in known][:MOST_COPIES]
    done = await asyncio.gather(*(_copied(request, hub, partner_user, template, *one, slots) for one in given))
    async with hub.database.reading(partner_user.partner_id) as db:
        return await _page(db, partner_user, template, copies=list(done))


async def found(db: Db, user: PartnerUser, template_id: str) -> Found:
    """Raises NoSuchTemplate."""
    template = await looking_store.find(db, user.partner_id, template_id)
    if template is None:
        raise NoSuchTemplate
    return template


def as_written(template: Found) -> Written:
    return rewritten(
        template.components, name=template.name, language=template.language, category=template.category or "",
        waba_id=template.waba_id,
    )  # fmt: skip


async def _copied(
    request: Page, hub: Hub, user: PartnerUser, template: Found, waba_id: str, place: str, slots: asyncio.Semaphore
) -> Copied:
    written = msgspec.structs.replace(as_written(template), waba_id=waba_id)
    if written.header in MEDIA and not written.header_sample:
        return Copied(place, t("Meta does not give its sample away: duplicate it, and choose the file again."))
    async with slots:
        try:
            await submit(request, hub, user, written)
        except (GraphError, Problem) as error:
            return Copied(place, told(error))
    return Copied(place, "")


async def _line(request: Page, hub: Hub, user: PartnerUser, template: Found, action: str) -> Line:
    database = noting(request, hub.database, user, action, template.id)
    return await wabas.opened(database, hub.graph, hub.vault, user.partner_id, template.waba_id)


async def _page(
    db: Db, user: PartnerUser, template: Found, *, error: str = "", copies: list[Copied] | None = None
) -> Template:
    places = [one for one in await looking_store.places(db, user.partner_id) if one.id != template.waba_id]
    return await partner_page(
        "partner/templates/one.html", db, user, status=400 if error else 200, one=shown(template),
        written=as_written(template), places=places, error=error, copies=copies or [],
        editing=await editing(db, user.partner_id, template),
    )  # fmt: skip
