"""Partner changes in the Partner Hub: clients that want to come wait here to be accepted; those that came and went are below."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect, Template

from partnerhub.domain import partner_changes
from partnerhub.domain.partner_changes import Request
from partnerhub.kit import clock
from partnerhub.kit.problems import Conflict, Problem
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.moving.by_client import post_of
from partnerhub.surfaces.hub.noted import origin
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner, PartnerUser
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/changes"
SAVED = {
    "accepted": t(
        "The client and its numbers are yours now. It has to share each number before you can make its API key."
    ),
    "refused": t("The request is refused, and the client is told."),
}
STATES = {
    "pending": (t("Waits"), "wait"),
    "accepted": (t("Accepted"), "good"),
    "refused": (t("Refused"), "still"),
    "withdrawn": (t("Taken back"), "still"),
}
Act = Callable[..., Awaitable[Request]]


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    return await _page(hub, partner_user, notice=SAVED.get(request.query_params.get("saved", ""), ""))


async def accept(request: Page, hub: InHub, partner_user: AsPartner, change_id: FromPath[str]) -> Response[Any]:
    return await _settle(request, hub, partner_user, change_id, partner_changes.accept)


async def refuse(request: Page, hub: InHub, partner_user: AsPartner, change_id: FromPath[str]) -> Response[Any]:
    return await _settle(request, hub, partner_user, change_id, partner_changes.refuse)


async def _settle(request: Page, hub: Hub, user: PartnerUser, change_id: str, act: Act) -> Response[Any]:
    """What cannot be done now is said on the page."""
    whence = origin(request, user.actor)
    try:
        async with hub.database.writing(user.partner_id) as db:
            done = await act(db, user.partner_id, change_id, origin=whence, post=post_of(hub), now=clock.now())
    except Conflict as problem:
        return await _page(hub, user, wrong=problem)
    return Redirect(f"{HERE}?saved={done.status}", status_code=303)


async def _page(hub: Hub, user: PartnerUser, *, notice: str = "", wrong: Problem | None = None) -> Template:
    partner_id = user.partner_id
    async with hub.database.reading(partner_id) as db:
        found = await partner_changes.of_partner(db, partner_id)
        others = {one.source_partner_id for one in found} | {one.target_partner_id for one in found}
        brands = {one: await partner_changes.name_of(db, partner_id, one) for one in others - {partner_id}}
        return await partner_page(
            "moving/partner.html", db, user, status=wrong.status if wrong else 200, notice=notice,
            wrong=wrong.sentence if wrong else "", brands=brands, states=STATES,
            waiting=[one for one in found if one.status == "pending" and one.target_partner_id == partner_id],
            others=[one for one in found if one.status != "pending" or one.source_partner_id == partner_id],
        )  # fmt: skip
