"""WhatsApp Accounts, the home of the Partner Hub: one card a channel, with the one thing to do now (contract §1.2)."""

from collections.abc import Container
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar.response import Template

from partnerhub.domain.channels import overview
from partnerhub.domain.channels.overview import Search
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.health import Facts, gather, next_step
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.shown import QUALITIES, STATES, limit, quality, sends
from partnerhub.surfaces.hub.wide import partner_page

LAST_PAGE = 10_000
LONGEST_SEARCH = 100
VIEWS = ("cards", "table")
QUALITY_CHOICES = [("", t("All")), *((rating, word) for rating, (word, _) in QUALITIES.items())]
SORTS = [
    ("newest", t("Newest first")),
    ("oldest", t("Oldest first")),
    ("client", t("Client")),
    ("number", t("Number")),
    ("quality", t("Lowest quality first")),
]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the address asks for; what it asks in vain is as if it had not."""

    q: str = ""
    state: str = ""
    permission: str = ""
    quality: str = ""
    needs: str = ""
    sort: str = "newest"
    view: str = "cards"
    page: int = 1

    def address(self, **other: Any) -> str:
        """The same search with something else: another page, another view."""
        pairs = {**msgspec.to_builtins(self), "page": 1, **other}
        usual = msgspec.to_builtins(Asked())
        return "?" + urlencode({name: value for name, value in pairs.items() if value and value != usual.get(name)})

    @property
    def search(self) -> Search:
        return Search(
            text=self.q, state=self.state, quality=self.quality, needs=bool(self.needs), order=self.sort,
            shared={"shared": True, "missing": False}.get(self.permission),
        )  # fmt: skip


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    asked, partner_id = read(request), partner_user.partner_id
    link = onboarding_link(hub, partner_id)
    async with hub.database.reading(partner_id) as db:
        found, more = await overview.look_for(db, partner_id, asked.search, page=asked.page)
        facts = await gather(db, partner_id, found, onboarding=link)
        return await partner_page(
            "partner/accounts.html", db, partner_user, asked=asked, more=more, cards=[card(one) for one in facts],
            counts=await overview.counts(db, partner_id), link=link, states=STATES, qualities=QUALITY_CHOICES, sorts=SORTS,
        )  # fmt: skip


def read(request: Page) -> Asked:
    given = request.query_params
    page = given.get("page", "")[:9]
    return Asked(
        q=given.get("q", "").strip()[:LONGEST_SEARCH].replace("\0", ""),
        state=_one_of(given.get("state", ""), STATES),
        permission=_one_of(given.get("permission", ""), ("shared", "missing")),
        quality=_one_of(given.get("quality", ""), QUALITIES),
        needs="1" if given.get("needs") else "",
        sort=_one_of(given.get("sort", ""), overview.ORDERS) or "newest",
        view=_one_of(given.get("view", ""), VIEWS) or "cards",
        page=min(int(page), LAST_PAGE) or 1 if page.isascii() and page.isdecimal() else 1,
    )


def card(facts: Facts) -> dict[str, Any]:
    channel = facts.channel
    return {
        "channel": channel,
        "state": STATES[channel.state],
        "quality": quality(channel.current_quality_rating),
        "limit": limit(channel.current_limit),
        "sends": sends(channel.can_send_message, channel.meta_refused_at),
        "now": next_step(facts),
    }


def onboarding_link(hub: Hub, partner_id: str) -> str:
    return f"{hub.settings.url}/onboarding/{partner_id}"


def _one_of(value: str, known: Container[str]) -> str:
    return value if value in known else ""
