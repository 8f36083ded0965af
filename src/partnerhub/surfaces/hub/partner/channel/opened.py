"""The number that a page is about, and the page around each tab of it."""

from typing import Any

from litestar.response import Redirect, Template

from partnerhub.db.pool import Db
from partnerhub.domain.channels import overview
from partnerhub.kit.problems import NotFound
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.health import Facts, gather
from partnerhub.surfaces.hub.partner.accounts import card, onboarding_link
from partnerhub.surfaces.hub.parts import Hub
from partnerhub.surfaces.hub.people import PartnerUser
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/channels"
TABS = (  # address, name, and what a role must allow
    ("", t("Details"), "channels:read"),
    ("/templates", t("Templates"), "templates:read"),
    ("/insights", t("Insights"), "billing:read"),
    ("/billing", t("Billing"), "billing:read"),
    ("/webhooks", t("Webhooks"), "webhooks:read"),
    ("/health", t("Health"), "channels:read"),
    ("/activity", t("Activity"), "channels:read"),
)


class NoSuchChannel(NotFound):
    """There is no such number among yours."""


async def opened(hub: Hub, db: Db, user: PartnerUser, channel_id: str) -> Facts:
    """Raises NoSuchChannel."""
    found = await overview.find(db, user.partner_id, channel_id)
    if found is None:
        raise NoSuchChannel
    (facts,) = await gather(db, user.partner_id, [found], onboarding=onboarding_link(hub, user.partner_id))
    return facts


async def tab(template: str, db: Db, user: PartnerUser, facts: Facts, *, status: int = 200, **values: Any) -> Template:
    return await partner_page(
        f"partner/channel/{template}", db, user, status=status, facts=facts, card=card(facts), channel=facts.channel,
        here=f"{HERE}/{facts.channel.id}", tabs=TABS, **values,
    )  # fmt: skip


def back(channel_id: str, rest: str = "") -> Redirect:
    return Redirect(f"{HERE}/{channel_id}{rest}", status_code=303)
