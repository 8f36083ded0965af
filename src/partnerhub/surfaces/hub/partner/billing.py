"""What moved the funds of a partner and its clients, as a file (contract §1.8)."""

from litestar import Response
from litestar.params import FromPath

from partnerhub.domain.billing import insight_store
from partnerhub.surfaces.hub.files import file
from partnerhub.surfaces.hub.funds import lines
from partnerhub.surfaces.hub.parts import InHub
from partnerhub.surfaces.hub.people import AsPartner

MOST = 50_000  # movements in one export


async def export(hub: InHub, partner_user: AsPartner, ending: FromPath[str]) -> Response[bytes]:
    async with hub.database.reading(partner_user.partner_id) as db:
        found = await insight_store.movements(db, partner_user.partner_id, client_id=None, before=None, limit=MOST)
    return file("movements", ending, lines(found))
