"""Insights and Billing of a number: its messages, what they cost, and what was charged for them."""

from litestar import Response
from litestar.params import FromPath
from litestar.response import Template

from partnerhub.domain.billing import insight_store
from partnerhub.kit import clock
from partnerhub.surfaces.hub import usage
from partnerhub.surfaces.hub.partner.channel.opened import opened, tab
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner


async def insights(request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    asked, partner_id = usage.read(request, clock.now().date()), partner_user.partner_id
    async with hub.database.reading(partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        shown = await usage.insights(db, partner_id, asked, channel_id=channel_id)
        return await tab("insights.html", db, partner_user, facts, **shown)


async def export(
    request: Page, hub: InHub, partner_user: AsPartner, channel_id: FromPath[str], ending: FromPath[str]
) -> Response[bytes]:
    asked, what = usage.read(request, clock.now().date()), usage.table(request)
    async with hub.database.reading(partner_user.partner_id) as db:
        await opened(hub, db, partner_user, channel_id)
        return await usage.export(db, partner_user.partner_id, asked, ending, what=what, channel_id=channel_id)


async def billing(hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    partner_id = partner_user.partner_id
    async with hub.database.reading(partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        client_id = facts.channel.client_id
        movements = await insight_store.movements(db, partner_id, client_id=None, channel_id=channel_id, before=None)
        return await tab(
            "billing.html", db, partner_user, facts, movements=movements,
            funds=await insight_store.funds(db, partner_id, client_id),
        )  # fmt: skip
