"""Billing: what is left of the funds, what moved them, and what messages cost (contract §1.8)."""

from litestar import Response
from litestar.params import FromPath
from litestar.response import Template

from partnerhub.domain.billing import insight_store
from partnerhub.domain.billing.insight_store import PAGE_SIZE
from partnerhub.surfaces.hub.files import file
from partnerhub.surfaces.hub.funds import card, lines
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.wide import partner_page

MOST = 50_000  # movements in one export


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    given = request.query_params.get("before", "")[:18]
    before = int(given) if given.isascii() and given.isdecimal() else None
    async with hub.database.reading(partner_user.partner_id) as db:
        partner_id = partner_user.partner_id
        found = await insight_store.movements(db, partner_id, client_id=None, before=before, limit=PAGE_SIZE + 1)
        return await partner_page(
            "partner/billing.html", db, partner_user, funds=await insight_store.funds(db, partner_id), before=before,
            movements=found[:PAGE_SIZE], more=len(found) > PAGE_SIZE, card=card(await insight_store.rate_card(db)),
        )  # fmt: skip


async def export(hub: InHub, partner_user: AsPartner, ending: FromPath[str]) -> Response[bytes]:
    async with hub.database.reading(partner_user.partner_id) as db:
        found = await insight_store.movements(db, partner_user.partner_id, client_id=None, before=None, limit=MOST)
    return file("movements", ending, lines(found))
