"""A new template: written with a preview beside it, checked, and sent to Meta for review."""

from typing import Any

from litestar import Response
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import templates, wabas
from partnerhub.domain.templates import draft_store, looking_store
from partnerhub.domain.templates.looking_store import Found
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import language_name
from partnerhub.surfaces.hub.noted import note, noting
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.partner.templates import words
from partnerhub.surfaces.hub.partner.templates.faults import faults
from partnerhub.surfaces.hub.partner.templates.listed import HERE, choices
from partnerhub.surfaces.hub.partner.templates.rewritten import rewritten
from partnerhub.surfaces.hub.partner.templates.samples import sampled
from partnerhub.surfaces.hub.partner.templates.written import (
    MOST_BUTTONS,
    Button,
    Written,
    components,
    is_named,
    read,
    variables,
)
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.shown import told
from partnerhub.surfaces.hub.wide import partner_page
from partnerhub.upstream.graph import GraphError


async def begin(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    """Empty; or as a copy of `from`, under another name, or in another language with `as=language`."""
    given = request.query_params
    async with hub.database.reading(partner_user.partner_id) as db:
        source = await looking_store.find(db, partner_user.partner_id, given.get("from", ""))
        written = (
            copied(source, language=given.get("as") == "language") if source else Written(waba_id=given.get("waba", ""))
        )
        return await composer(db, partner_user, written)


async def preview(request: Page, partner_user: AsPartner) -> Template:  # noqa: ARG001  only for one who is logged in
    """As customers see it; asked for while somebody types."""
    return page("partner/templates/preview.html", written=read(await request.form()))


async def create(request: Page, hub: InHub, partner_user: AsPartner) -> Response[Any]:
    """Sent to Meta; a draft that it was made from is gone then."""
    written, wrong = await sampled(request, hub, partner_user, read(await request.form()))
    wrong = wrong or faults(written)
    if not wrong:
        try:
            await submit(request, hub, partner_user, written)
        except (GraphError, Problem) as error:
            wrong = {"": told(error)}
    if not wrong:
        await _forget_draft(request, hub, partner_user, written.draft_id)
        return Redirect(f"{HERE}?waba={written.waba_id}", status_code=303)
    async with hub.database.reading(partner_user.partner_id) as db:
        return await composer(db, partner_user, written, wrong=wrong)


async def _forget_draft(request: Page, hub: Hub, user: PartnerUser, draft_id: str) -> None:
    async with hub.database.writing(user.partner_id) as db:
        if draft_id and await draft_store.find(db, user.partner_id, draft_id):
            await draft_store.remove(db, user.partner_id, draft_id)
            await note(request, db, user, "templates.drafts.send", draft_id)


async def submit(request: Page, hub: Hub, user: PartnerUser, written: Written) -> None:
    """Raises wabas.NoSuchWaba, wabas.NotConnected, GraphError."""
    database = noting(request, hub.database, user, "templates.create", written.waba_id)
    line = await wabas.opened(database, hub.graph, hub.vault, user.partner_id, written.waba_id)
    await templates.create(line, asked(written), actor=user.actor, clock=clock.now)


def asked(written: Written) -> templates.New:
    named = is_named(variables(written.body) + variables(written.header_text))
    return templates.New(
        name=written.name, language=written.language, category=written.category, components=components(written),
        rest={"parameter_format": "NAMED"} if named else {},
    )  # fmt: skip


async def composer(
    db: Db,
    user: PartnerUser,
    written: Written,
    *,
    wrong: dict[str, str] | None = None,
    edited: Found | None = None,
    saved: bool = False,
) -> Template:
    """`wrong`: by field; "" is what Meta said of the whole. `edited`: the template that exists, if one does.

    `saved`: it was kept as a draft just now.
    """
    rows = [*written.buttons, *[Button()] * (MOST_BUTTONS - len(written.buttons))]
    known = written.language in words.LANGUAGES
    languages = (
        [(one, language_name(one)) for one in words.LANGUAGES] if known else [(written.language, written.language)]
    )
    places = [] if edited else await looking_store.places(db, user.partner_id)
    return await partner_page(
        "partner/templates/compose.html", db, user, status=400 if wrong else 200, written=written, wrong=wrong or {},
        rows=rows, words=words, languages=languages, places=choices(places), edited=edited, saved=saved,
    )  # fmt: skip


def copied(source: Found, *, language: bool) -> Written:
    name = source.name if language else f"{source.name}_copy"
    return rewritten(
        source.components, name=name, category=source.category or "", waba_id=source.waba_id,
        language="" if language else source.language,
    )  # fmt: skip
