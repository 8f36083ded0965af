"""Whose money a page is about: the partner's own, or a client's. The same pages serve both hubs."""

from typing import Any

import msgspec
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import clients, partners
from partnerhub.domain.invoices import issuer_of
from partnerhub.domain.payments import Till
from partnerhub.kit.problems import Conflict
from partnerhub.surfaces.hub.parts import Hub, Page
from partnerhub.surfaces.hub.people import ClientUser, PartnerUser, client_user, partner_user
from partnerhub.surfaces.hub.wide import client_page, partner_page

OF_PARTNER, OF_CLIENT = "/dashboard/partner/billing", "/dashboard/client/funds"


class NoProvider(Conflict):
    """Cards cannot be used here: no payment provider is set up. The operator books payments that come another way."""

    code = "no_payment_provider"


class Purse(msgspec.Struct, frozen=True, kw_only=True):
    """One of the two users looks at it. `client_id` is empty for the partner's own. `here`: where its pages begin."""

    partner_id: str
    client_id: str
    actor: str
    partners: PartnerUser | None = None
    clients: ClientUser | None = None

    @property
    def here(self) -> str:
        return OF_CLIENT if self.client_id else OF_PARTNER

    @property
    def may_write(self) -> bool:
        return self.partners is None or self.partners.may("billing:write")

    def to(self, page: str) -> Redirect:
        return Redirect(f"{self.here}/{page}".rstrip("/"), status_code=303)


InPurse = NamedDependency[Purse]


async def purse(request: Page) -> Purse:
    if request.url.path.startswith(OF_PARTNER):
        one = await partner_user(request)
        return Purse(partner_id=one.partner_id, client_id="", actor=one.actor, partners=one)
    user = await client_user(request)
    return Purse(partner_id=user.partner_id, client_id=user.client_id, actor=user.actor, clients=user)


async def pays(db: Db, purse: Purse) -> bool:
    """Whether this payer is the one who pays, by the partner's payment model."""
    partner = await partners.get(db, purse.partner_id)
    return (partner.payment_model == "direct") == bool(purse.client_id)


async def name_of(db: Db, purse: Purse) -> str:
    if purse.client_id:
        return await clients.get_name(db, purse.partner_id, purse.client_id)
    return (await partners.get(db, purse.partner_id)).brand_name or purse.partner_id


def till(hub: Hub) -> Till:
    """Raises NoProvider."""
    if hub.payments is None:
        raise NoProvider
    return Till(hub.database, hub.payments, issuer_of(hub.settings))


async def funds_page(template: str, db: Db, hub: Hub, purse: Purse, *, status: int = 200, **values: Any) -> Template:
    """Each page of this folder, in the layout of the hub it is shown in."""
    values |= {
        "layout": "client/layout.html" if purse.clients else "partner/layout.html", "here": purse.here,
        "may_write": purse.may_write, "pays": await pays(db, purse), "cards_work": hub.payments is not None,
        "payer_id": purse.client_id or purse.partner_id, "of_client": bool(purse.clients),
    }  # fmt: skip
    if purse.clients:
        return await client_page(f"funds/{template}", db, purse.clients, status=status, **values)
    assert purse.partners  # noqa: S101  one of the two
    return await partner_page(f"funds/{template}", db, purse.partners, status=status, **values)
