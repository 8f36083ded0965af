"""Integration: the partner's id, where its webhooks and its clients go, and the platform secret (contract §1.4)."""

from datetime import timedelta
from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain import partners, webhooks
from partnerhub.domain.webhooks.checking import Checked, Given
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.kit.words import country_name, t
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.partner.accounts import onboarding_link
from partnerhub.surfaces.hub.partner.integrating.snippets import snippets, tried
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/integration"
SAVED = {
    "webhook_url": t("The webhook URL is saved."),
    "redirect_url": t("The redirect URL is saved."),
    "header": t("The header is saved."),
    "header_gone": t("The header is removed."),
    "meta": t("The settings at Meta are saved."),
    "switches": t("The switches are saved."),
}


class UrlForm(msgspec.Struct):
    url: str = ""


Url = Annotated[UrlForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        notice = SAVED.get(request.query_params.get("saved", ""), "")
        return await integration_page(hub, db, partner_user, notice=notice)


async def set_webhook_url(request: Page, hub: InHub, partner_user: AsPartner, data: Url) -> Response[Any]:
    """Empty: no more webhooks."""
    url = data.url.strip()
    async with hub.database.writing(partner_user.partner_id) as db:
        try:
            if url:
                webhooks.check_target(url, any_target=hub.settings.any_target, field="webhook_url")
        except BadInput as problem:
            return await integration_page(hub, db, partner_user, wrong={"webhook_url": (url, problem.sentence)})
        await webhooks.set_partner_url(db, partner_user.partner_id, url or None)
        await note(request, db, partner_user, "partners.set_webhook_url", partner_user.partner_id)
    return saved("webhook_url")


async def set_redirect_url(request: Page, hub: InHub, partner_user: AsPartner, data: Url) -> Response[Any]:
    url = data.url.strip()
    async with hub.database.writing(partner_user.partner_id) as db:
        try:
            await partners.set_redirect_url(db, partner_user.partner_id, url, any_target=hub.settings.any_target)
        except BadInput as problem:
            return await integration_page(hub, db, partner_user, wrong={"redirect_url": (url, problem.sentence)})
        await note(request, db, partner_user, "partners.change", partner_user.partner_id)
    return saved("redirect_url")


async def show_secret(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    """A POST, so that the secret is on no page that a browser keeps or opens again by itself."""
    async with hub.database.writing(partner_user.partner_id) as db:
        secret = await webhooks.platform_secret(db, partner_user.partner_id, hub.vault)
        await note(request, db, partner_user, "secret.show", partner_user.partner_id)
        return await integration_page(hub, db, partner_user, secret=secret)


async def replace_secret(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    async with hub.database.writing(partner_user.partner_id) as db:
        secret = await webhooks.rotate(db, partner_user.partner_id, hub.vault, overlap=timedelta(), now=clock.now())
        await note(request, db, partner_user, "secret.rotate", partner_user.partner_id)
        return await integration_page(
            hub, db, partner_user, secret=secret, notice=t("The platform secret is replaced.")
        )


async def integration_page(
    hub: Hub, db: Db, user: PartnerUser, *, notice: str = "", secret: str = "",
    wrong: dict[str, tuple[Any, str]] | None = None, verdict: dict[str, Any] | None = None,
    pasted: Given | None = None, checked: Checked | None = None,
) -> Template:  # fmt: skip
    """`wrong`: for each field of the card that was sent, what was entered and what is wrong with it."""
    partner = await partners.get(db, user.partner_id)
    return await partner_page(
        "partner/integration.html", db, user, status=400 if wrong else 200, notice=notice, secret=secret,
        wrong=wrong or {}, webhook_url=await webhooks.partner_url(db, user.partner_id) or "",
        verdict=verdict, pasted=pasted, checked=checked,
        link=onboarding_link(hub, user.partner_id), base=hub.settings.url,
        snippets=snippets(hub.settings.url, user.partner_id), redirect_test=tried(partner.partner_redirect_url),
        header_names=sorted(await webhooks.partner_headers(db, user.partner_id, hub.vault)),
        regions=[("", t("Where Meta chooses")), *((code, f"{country_name(code)} ({code})") for code in partners.REGIONS)],
    )  # fmt: skip


def saved(name: str) -> Redirect:
    return Redirect(f"{HERE}?saved={name}", status_code=303)
