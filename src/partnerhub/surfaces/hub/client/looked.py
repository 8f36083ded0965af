"""What a client looks at and changes elsewhere: its templates, its messages and costs (contract §2, §6, §7)."""

from litestar import Response
from litestar.params import FromPath
from litestar.response import Template

from partnerhub.domain.templates import looking_store
from partnerhub.domain.templates.looking_store import Search
from partnerhub.kit import clock
from partnerhub.surfaces.hub import usage
from partnerhub.surfaces.hub.partner.templates import words
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsClient
from partnerhub.surfaces.hub.wide import client_page


async def templates(request: Page, hub: InHub, client_user: AsClient) -> Template:
    text = request.query_params.get("q", "").strip()[:100].replace("\0", "")
    asked = Search(text=text, client_id=client_user.client_id)
    async with hub.database.reading(client_user.partner_id) as db:
        found, more = await looking_store.look_for(db, client_user.partner_id, asked)
        return await client_page("client/templates.html", db, client_user, found=found, more=more, q=text, words=words)


async def insights(request: Page, hub: InHub, client_user: AsClient) -> Template:
    asked = usage.read(request, clock.now().date())
    async with hub.database.reading(client_user.partner_id) as db:
        shown = await usage.insights(db, client_user.partner_id, asked, client_id=client_user.client_id)
        return await client_page("client/insights.html", db, client_user, **shown)


async def export(request: Page, hub: InHub, client_user: AsClient, ending: FromPath[str]) -> Response[bytes]:
    asked, what, whose = usage.read(request, clock.now().date()), usage.table(request), client_user.client_id
    async with hub.database.reading(client_user.partner_id) as db:
        return await usage.export(db, client_user.partner_id, asked, ending, what=what, client_id=whose)
