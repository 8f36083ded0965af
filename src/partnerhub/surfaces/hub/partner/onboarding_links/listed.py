"""The links of the partner, and one of them with its address, its QR code and what came of it."""

from typing import Any

import msgspec
from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect, Template
from markupsafe import Markup

from partnerhub.domain.onboarding import links
from partnerhub.domain.onboarding.links import Link
from partnerhub.kit import clock, qr
from partnerhub.kit.words import said, t
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.partner.accounts import onboarding_link
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.speech import NAMES
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/onboarding_links"
SIZE = 50
ID_LENGTH = len("lnk_") + 32
STATUS = {
    "active": (t("Active"), "good"),
    "used": (t("Used up"), "still"),
    "expired": (t("Expired"), "still"),
    "revoked": (t("Revoked"), "bad"),
}


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A link as pages show it. `status`: its word and colour."""

    link: Link
    url: str
    status: tuple[str, str]

    @property
    def whom(self) -> str:
        """For whom it was made, as far as that is known."""
        given = self.link.parameters
        return given.name or given.email or given.number or t("Any company")

    @property
    def is_open(self) -> bool:
        return self.status == STATUS["active"]


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        found = await links.page(
            db, partner_user.partner_id, hub.vault,
            before=_cursor(request.query_params.get("cursor", "")), since=None, until=None, limit=SIZE + 1,
        )  # fmt: skip
        return await partner_page(
            "partner/onboarding_links/list.html", db, partner_user, links=[shown(hub, one) for one in found[:SIZE]],
            more=found[SIZE - 1].id if len(found) > SIZE else "", later="cursor" in request.query_params,
            everyone=onboarding_link(hub, partner_user.partner_id),
        )  # fmt: skip


async def one(request: Page, hub: InHub, partner_user: AsPartner, link_id: FromPath[str]) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        made = shown(hub, await links.get(db, partner_user.partner_id, link_id, hub.vault))
        return await partner_page(
            "partner/onboarding_links/one.html", db, partner_user, one=made, languages={"": t("The browser's"), **NAMES},
            code=Markup(qr.svg(made.url, said(t("QR code of this link")))),  # noqa: S704  drawn by us
            new=bool(request.query_params.get("new")),
        )  # fmt: skip


async def revoke(request: Page, hub: InHub, partner_user: AsPartner, link_id: FromPath[str]) -> Response[Any]:
    """Revoking again changes nothing."""
    async with hub.database.writing(partner_user.partner_id) as db:
        link = await links.get(db, partner_user.partner_id, link_id, hub.vault)
        await links.revoke(db, partner_user.partner_id, link.id, clock.now())
        await note(request, db, partner_user, "onboarding_links.revoke", link.id)
    return Redirect(f"{HERE}/{link.id}", status_code=303)


def shown(hub: Hub, link: Link) -> Shown:
    return Shown(
        link=link, url=f"{hub.settings.url}/onboarding/links/{link.token}", status=STATUS[link.status(clock.now())]
    )


def _cursor(text: str) -> str | None:
    good = text.startswith("lnk_") and len(text) == ID_LENGTH and set(text[4:]) <= set("0123456789abcdef")
    return text if good else None
