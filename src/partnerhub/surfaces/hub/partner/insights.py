"""Insights over all clients, or one of them (contract §7)."""

from litestar import Response
from litestar.params import FromPath
from litestar.response import Template

from partnerhub.domain import clients
from partnerhub.kit import clock
from partnerhub.surfaces.hub import usage
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.wide import partner_page


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    asked, client_id = usage.read(request, clock.now().date()), _client(request)
    async with hub.database.reading(partner_user.partner_id) as db:
        shown = await usage.insights(db, partner_user.partner_id, asked, client_id=client_id)
        name = await clients.get_name(db, partner_user.partner_id, client_id) if client_id else ""
        return await partner_page(
            "partner/insights.html", db, partner_user, **shown, client_id=client_id, client_name=name or client_id
        )


async def export(request: Page, hub: InHub, partner_user: AsPartner, ending: FromPath[str]) -> Response[bytes]:
    asked, what = usage.read(request, clock.now().date()), usage.table(request)
    async with hub.database.reading(partner_user.partner_id) as db:
        return await usage.export(db, partner_user.partner_id, asked, ending, what=what, client_id=_client(request))


def _client(request: Page) -> str:
    """Whose; an id that is not one of the partner's clients has no usage."""
    return request.query_params.get("client", "")[:20].replace("\0", "")
