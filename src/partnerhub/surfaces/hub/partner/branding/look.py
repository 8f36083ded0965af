"""The company as its clients see it: name, country, colours and logo, with a preview of the onboarding page (contract §1.7)."""

import re
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template
from markupsafe import Markup

from partnerhub.db.pool import Db
from partnerhub.domain import partners
from partnerhub.kit.problems import BadInput
from partnerhub.kit.words import t
from partnerhub.surfaces.hub import brand
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.onboarding.arrival import STEPS
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.partner.accounts import onboarding_link
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/brand"
UPLOAD_LIMIT = 2 * 1024 * 1024  # more than a logo may have, so that one a little too large is told why
OURS = {"accent_colour": "#0b7a5f", "ground_colour": "#fafafa"}  # where nothing is chosen
COLOUR = re.compile("#[0-9a-f]{6}")
SAVED = {
    "look": t("Your company's profile is saved."),
    "logo": t("The logo is saved."),
    "no_logo": t("The logo is removed."),
}


class LookForm(msgspec.Struct, kw_only=True):
    """Empty: none, of colours ours. What is not sent stays."""

    brand_name: str | None = None
    country: str | None = None
    logo_url: str | None = None
    accent_colour: str | None = None
    ground_colour: str | None = None


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        return await _page(hub, db, partner_user, notice=SAVED.get(request.query_params.get("saved", ""), ""))


async def set_look(
    request: Page, hub: InHub, partner_user: AsPartner,
    data: Annotated[LookForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:  # fmt: skip
    given = {name: value.strip() for name, value in msgspec.structs.asdict(data).items() if value is not None}
    changes = {name: value.lower() if "colour" in name else value for name, value in given.items()}
    async with hub.database.writing(partner_user.partner_id) as db:
        try:
            await partners.change(db, partner_user.partner_id, changes, any_target=hub.settings.any_target)
        except BadInput as problem:
            return await _page(hub, db, partner_user, entered=given, wrong={problem.field or "": problem.sentence})
        await note(request, db, partner_user, "partners.change", partner_user.partner_id)
    return _saved("look")


async def preview(
    hub: InHub, partner_user: AsPartner,
    data: Annotated[LookForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Template:  # fmt: skip
    """As the pages would look; asked for while somebody chooses. Half a colour is none yet."""
    accent, ground = (_whole(colour) for colour in (data.accent_colour, data.ground_colour))
    async with hub.database.reading(partner_user.partner_id) as db:
        partner = await partners.get(db, partner_user.partner_id)
    return page(
        "partner/branding/preview.html", partner=partner, shown_name=(data.brand_name or "").strip(), steps=STEPS,
        theme=Markup(brand.rules(accent, ground)),  # noqa: S704  made of digits
    )  # fmt: skip


async def set_logo(request: Page, hub: InHub, partner_user: AsPartner) -> Response[Any]:
    given = (await request.form()).get("logo")
    content = await given.read() if isinstance(given, UploadFile) else b""
    async with hub.database.writing(partner_user.partner_id) as db:
        try:
            await partners.logo.keep(db, partner_user.partner_id, content, folder=hub.settings.url + brand.FOLDER)
        except BadInput as problem:
            return await _page(hub, db, partner_user, wrong={"logo": problem.sentence})
        await note(request, db, partner_user, "partners.change", partner_user.partner_id)
    return _saved("logo")


async def remove_logo(request: Page, hub: InHub, partner_user: AsPartner) -> Response[Any]:
    async with hub.database.writing(partner_user.partner_id) as db:
        await partners.logo.remove(db, partner_user.partner_id)
        await note(request, db, partner_user, "partners.change", partner_user.partner_id)
    return _saved("no_logo")


async def _page(
    hub: Hub, db: Db, user: PartnerUser, *, notice: str = "", entered: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
) -> Template:  # fmt: skip
    partner = await partners.get(db, user.partner_id)
    shown = {name: getattr(partner, name) or "" for name in LookForm.__struct_fields__}
    theme = brand.rules(partner.accent_colour, partner.ground_colour)
    return await partner_page(
        "partner/branding/look.html", db, user, status=400 if wrong else 200, notice=notice, wrong=wrong or {},
        form=shown | (entered or {}), ours=OURS, theme=Markup(theme),  # noqa: S704  made of digits
        shown_name=partner.brand_name, steps=STEPS, link=onboarding_link(hub, user.partner_id),
    )  # fmt: skip


def _whole(colour: str | None) -> str | None:
    given = (colour or "").strip().lower()
    return given if COLOUR.fullmatch(given) else None


def _saved(name: str) -> Redirect:
    return Redirect(f"{HERE}?saved={name}", status_code=303)
