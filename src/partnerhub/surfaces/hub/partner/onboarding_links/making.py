"""A new onboarding link: what is known of the company, how long and how often it is good, and where it ends."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import partners
from partnerhub.domain.onboarding import Parameters, links, parse
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.kit.words import t, tn
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.partner.onboarding_links.listed import HERE
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.speech import NAMES, ONBOARDING
from partnerhub.surfaces.hub.wide import partner_page

DAYS = [
    *((str(days), tn("{count} day", "{count} days", days)) for days in (1, 7, 30, 90)),
    ("365", t("1 year")),
]
GIVEN = ("name", "email", "number", "state", "lang")  # as in an onboarding URL
OURS = {"partner": "partner_payload"}  # its words for fields of the form


class LinkForm(msgspec.Struct, kw_only=True):
    name: str = ""
    email: str = ""
    number: str = ""
    partner_payload: str = ""
    state: str = ""
    lang: str = ""
    days: str = "30"
    max_uses: str = "1"
    success_url: str = ""
    failure_url: str = ""


async def show(hub: InHub, partner_user: AsPartner) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        return await _page(db, partner_user, LinkForm(), {})


async def create(
    request: Page,
    hub: InHub,
    partner_user: AsPartner,
    data: Annotated[LinkForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[Any]:
    async with hub.database.writing(partner_user.partner_id) as db:
        try:
            link_id = await _made(hub, db, partner_user.partner_id, data, clock.now())
        except BadInput as problem:
            field = problem.field or ""
            return await _page(db, partner_user, data, {OURS.get(field, field): problem.sentence})
        await note(request, db, partner_user, "onboarding_links.create", link_id)
    return Redirect(f"{HERE}/{link_id}?new=1", status_code=303)


async def _made(hub: Hub, db: Db, partner_id: str, data: LinkForm, now: datetime) -> str:
    """Raises BadInput, with the field that it is about."""
    if data.days not in dict(DAYS):
        raise BadInput(t("Choose one of these."), field="days")
    uses = data.max_uses.strip()
    if not (uses.isascii() and uses.isdecimal() and len(uses) <= len(str(links.MOST_USES))):
        raise BadInput(t("A whole number from {least} to {most}.", least=1, most=links.MOST_USES), field="max_uses")
    partner = await partners.get(db, partner_id)
    if not data.success_url.strip() and not partner.partner_redirect_url:
        raise BadInput(
            t("Enter where the client goes in the end: you have no redirect URL on the Integration page."),
            field="success_url",
        )
    return await links.create(
        db, partner_id, _parameters(data), success_url=data.success_url.strip() or None,
        failure_url=data.failure_url.strip() or None, max_uses=int(uses), expires_at=now + timedelta(days=int(data.days)),
        vault=hub.vault, any_target=hub.settings.any_target, now=now,
    )  # fmt: skip


def _parameters(data: LinkForm) -> Parameters:
    return parse([*((name, getattr(data, name)) for name in GIVEN), ("partner", data.partner_payload)])


async def _page(db: Db, user: PartnerUser, form: LinkForm, wrong: dict[str, str]) -> Template:
    return await partner_page(
        "partner/onboarding_links/new.html", db, user, status=400 if wrong else 200, form=form, wrong=wrong, days=DAYS,
        languages=[("", t("The browser's")), *((one, NAMES[one]) for one in ONBOARDING)],
    )  # fmt: skip
