"""The pages with the menu: each says whose hub it is and who is logged in."""

from typing import Any

from litestar.response import Template

from partnerhub.db.pool import Db
from partnerhub.domain import clients, partners
from partnerhub.domain.access import hub_store, users
from partnerhub.surfaces.hub.notices.viewer import User, bell
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.people import ClientUser, PartnerUser, hubs


async def partner_page(template: str, db: Db, user: PartnerUser, *, status: int = 200, **values: Any) -> Template:
    return page(template, status=status, may=user.may, **await _around(db, user), **values)


async def client_page(template: str, db: Db, user: ClientUser, *, status: int = 200, **values: Any) -> Template:
    name = await clients.get_name(db, user.partner_id, user.client_id)
    return page(template, status=status, client_name=name, **await _around(db, user), **values)


async def either_page(template: str, db: Db, user: User, **values: Any) -> Template:
    """A page of both hubs: it extends its `layout`."""
    if isinstance(user, PartnerUser):
        return await partner_page(template, db, user, layout="partner/layout.html", **values)
    return await client_page(template, db, user, layout="client/layout.html", **values)


async def _around(db: Db, user: User) -> dict[str, Any]:
    """`hubs`: where the person may switch to, and this one, by a form to `hubs_address`."""
    return {
        "partner": await partners.get(db, user.partner_id),
        "person": await users.find(db, user.partner_id, user.user_id),
        "bell": await bell(db, user),
        "hubs": await hub_store.of_user(db, user.partner_id, user.user_id),
        "hubs_address": hubs(None if isinstance(user, PartnerUser) else user.client_id),
    }
