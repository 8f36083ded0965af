"""The partner's own headers on its webhooks, for its gateway or firewall; values are never shown again."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body

from partnerhub.domain import webhooks
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.partner.integration import integration_page, saved
from partnerhub.surfaces.hub.parts import InHub, Page
from partnerhub.surfaces.hub.people import AsPartner


class HeaderForm(msgspec.Struct):
    name: str = ""
    value: str = ""


Header = Annotated[HeaderForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def put(request: Page, hub: InHub, partner_user: AsPartner, data: Header) -> Response[Any]:
    """One more, or another value for one that is there."""
    name, value = data.name.strip(), data.value.strip()
    async with hub.database.writing(partner_user.partner_id) as db:
        now = await webhooks.partner_headers(db, partner_user.partner_id, hub.vault)
        kept = {one: kept for one, kept in now.items() if one.lower() != name.lower()}
        try:
            await webhooks.set_partner_headers(db, partner_user.partner_id, {**kept, name: value}, hub.vault)
        except BadInput as problem:
            return await integration_page(hub, db, partner_user, wrong={"header": (name, problem.sentence)})
        await note(request, db, partner_user, "headers.replace", partner_user.partner_id)
    return saved("header")


async def remove(request: Page, hub: InHub, partner_user: AsPartner, data: Header) -> Response[Any]:
    async with hub.database.writing(partner_user.partner_id) as db:
        now = await webhooks.partner_headers(db, partner_user.partner_id, hub.vault)
        kept = {name: value for name, value in now.items() if name != data.name}
        await webhooks.set_partner_headers(db, partner_user.partner_id, kept, hub.vault)
        await note(request, db, partner_user, "headers.remove", partner_user.partner_id)
    return saved("header_gone")
