"""Health of a number: each point with its reason and its fix."""

from litestar.params import FromPath
from litestar.response import Template

from partnerhub.surfaces.hub.health import checked
from partnerhub.surfaces.hub.partner.channel.opened import opened, tab
from partnerhub.surfaces.hub.parts import InHub
from partnerhub.surfaces.hub.people import AsPartner


async def show(hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        return await tab("health.html", db, partner_user, facts, checks=checked(facts))
