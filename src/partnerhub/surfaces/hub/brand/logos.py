"""Logos that partners have uploaded, for everybody: they stand on pages that anybody may open."""

from litestar import Response
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from partnerhub.domain.partners import logo
from partnerhub.surfaces.hub.parts import InHub

FOLDER = "/hub/logos"
HEADERS = {  # the name changes with the picture
    "cache-control": "public, max-age=31536000, immutable",
    "cross-origin-resource-policy": "cross-origin",
}


async def send(hub: InHub, partner_id: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    async with hub.database.reading(partner_id) as db:
        found = await logo.find(db, partner_id, name)
    if found is None:
        raise NotFoundException
    return Response(found.content, media_type=found.media_type, headers=HEADERS)
