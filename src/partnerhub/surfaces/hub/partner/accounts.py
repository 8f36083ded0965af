"""WhatsApp Accounts, the home of the Partner Hub: one card a channel, with the one thing to do now (contract §1.2)."""

from collections.abc import Container
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar.response import Template

from partnerhub.domain.channels import overview
from partnerhub.domain.channels.overview import Found
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.shown import STATES, limit, quality
from partnerhub.surfaces.hub.wide import partner_page

LAST_PAGE = 10_000
LONGEST_SEARCH = 100
STATE_CHOICES = [("", "All"), *((state, word) for state, (word, _) in STATES.items())]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks for; what it asks in vain is as if it had not."""

    q: str = ""
    state: str = ""
    permission: str = ""
    sort: str = "newest"
    page: int = 1

    def address(self, page: int) -> str:
        """The same search on another page."""
        pairs = {**msgspec.to_builtins(self), "page": page}
        return "?" + urlencode({name: value for name, value in pairs.items() if value})


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    asked, partner_id = read(request), partner_user.partner_id
    shared = {"shared": True, "missing": False}.get(asked.permission)
    async with hub.database.reading(partner_id) as db:
        found, more = await overview.look_for(
            db, partner_id, text=asked.q, state=asked.state, shared=shared, order=asked.sort, page=asked.page
        )
        return await partner_page(
            "partner/accounts.html", db, partner_user, asked=asked, more=more, state_choices=STATE_CHOICES,
            cards=[card(hub, partner_id, one) for one in found], link=onboarding_link(hub, partner_id),
            any_at_all=bool(found) or await overview.has_any(db, partner_id),
        )  # fmt: skip


def read(request: Page) -> Asked:
    given = request.query_params
    page = given.get("page", "")[:9]
    return Asked(
        q=given.get("q", "").strip()[:LONGEST_SEARCH].replace("\0", ""),
        state=_one_of(given.get("state", ""), STATES),
        permission=_one_of(given.get("permission", ""), ("shared", "missing")),
        sort=_one_of(given.get("sort", ""), overview.ORDERS) or "newest",
        page=min(int(page), LAST_PAGE) or 1 if page.isascii() and page.isdecimal() else 1,
    )


def card(hub: Hub, partner_id: str, channel: Found) -> dict[str, Any]:
    return {
        "channel": channel,
        "state": STATES[channel.state],
        "quality": quality(channel.current_quality_rating),
        "limit": limit(channel.current_limit),
        "now": next_action(channel),
        "link": f"{onboarding_link(hub, partner_id)}?{urlencode({'number': channel.phone_number})}",
    }


def next_action(channel: Found) -> str:
    """The one thing that the client must do now; "" when there is none."""
    if channel.state == "error":
        return "The setup stopped. Send the client this link to go through it again."
    if channel.state in {"live", "setting_up"} and channel.permission_granted_at is None:
        return "The client has not shared API key permission. Send the client this link to share it."
    return ""


def onboarding_link(hub: Hub, partner_id: str) -> str:
    return f"{hub.settings.url}/onboarding/{partner_id}"


def _one_of(value: str, known: Container[str]) -> str:
    return value if value in known else ""
