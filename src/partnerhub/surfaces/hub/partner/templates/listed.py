"""All templates of all WABAs, found and filtered; and a WABA's read from Meta again."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import templates, wabas
from partnerhub.domain.templates import draft_store, looking_store
from partnerhub.domain.templates.draft_store import Draft
from partnerhub.domain.templates.looking_store import Search
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import noting
from partnerhub.surfaces.hub.partner.accounts import read
from partnerhub.surfaces.hub.partner.templates import words
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.shown import told
from partnerhub.surfaces.hub.wide import partner_page
from partnerhub.upstream.graph import GraphError

HERE = "/dashboard/partner/templates"
DRAFT = "draft"
CATEGORIES = [("", t("All")), *words.CATEGORIES]
STATUSES = [("", t("All")), (DRAFT, t("Draft")), *((one, word) for one, (word, _) in words.STATUSES.items())]


def search(request: Page) -> Search:
    given = request.query_params
    return Search(
        text=read(request).q, waba_id=given.get("waba", "")[:20].replace("\0", ""),
        status=given.get("status", "") if given.get("status") in dict(STATUSES) else "",
        category=given.get("category", "") if given.get("category") in dict(words.CATEGORIES) else "",
    )  # fmt: skip


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    asked = search(request)
    async with hub.database.reading(partner_user.partner_id) as db:
        page = read(request).page
        found, more = await looking_store.look_for(db, partner_user.partner_id, asked, page=page)
        places = await looking_store.places(db, partner_user.partner_id)
        deleted = request.query_params.get("deleted", "")[:30]
        return await partner_page(
            "partner/templates/list.html", db, partner_user, found=found, more=more, page=page, asked=asked,
            words=words, categories=CATEGORIES, statuses=STATUSES, places=places, choices=[("", t("All")), *choices(places)],
            drafts=await _drafts(db, partner_user.partner_id, asked) if page == 1 else [], deleted=deleted,
        )  # fmt: skip


async def _drafts(db: Db, partner_id: str, asked: Search) -> list[Draft]:
    """Those that the search finds; before the templates."""
    if asked.status not in {"", DRAFT}:
        return []
    return await draft_store.look_for(db, partner_id, text=asked.text, waba_id=asked.waba_id, category=asked.category)


async def synchronise(request: Page, hub: InHub, partner_user: AsPartner, waba_id: FromPath[str]) -> Response[Any]:
    """Ask Meta for all of the WABA's templates now."""
    database = noting(request, hub.database, partner_user, "templates.sync", waba_id)
    line = await wabas.opened(database, hub.graph, hub.vault, partner_user.partner_id, waba_id)
    try:
        await templates.sync(line, clock=clock.now)
    except GraphError as error:
        raise NotAnswered(told(error)) from error
    return Redirect(f"{HERE}?waba={waba_id}", status_code=303)


class NotAnswered(Problem):
    """Meta did not answer. Try again in a moment."""

    status = 502


def choices(places: list[looking_store.Place]) -> list[tuple[str, str]]:
    """For a list to choose a WABA from."""
    return [(one.id, f"{one.client_name} · {one.name}") for one in places]


def shown(found: looking_store.Found) -> dict[str, Any]:
    return {
        **msgspec.structs.asdict(found),
        "verdict": words.status(found.status),
        "why": words.reason(found.rejected_reason),
    }
