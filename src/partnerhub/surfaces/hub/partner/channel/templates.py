"""Templates of a number: those of its WABA, which all its numbers share."""

from litestar.params import FromPath
from litestar.response import Template

from partnerhub.domain.templates import draft_store, looking_store
from partnerhub.domain.templates.looking_store import Search
from partnerhub.surfaces.hub.partner.channel.opened import opened, tab
from partnerhub.surfaces.hub.partner.templates import words
from partnerhub.surfaces.hub.parts import InHub
from partnerhub.surfaces.hub.people import AsPartner


async def show(hub: InHub, partner_user: AsPartner, channel_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        facts = await opened(hub, db, partner_user, channel_id)
        found, more = await looking_store.look_for(db, partner_user.partner_id, Search(waba_id=facts.channel.waba_id))
        drafts = await draft_store.look_for(
            db, partner_user.partner_id, text="", waba_id=facts.channel.waba_id, category=""
        )
        return await tab("templates.html", db, partner_user, facts, found=found, more=more, words=words, drafts=drafts)
