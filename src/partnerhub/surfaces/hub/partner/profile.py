"""Your account: how a person logs in, where they are logged in, and ending it there."""

from typing import Any

from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect, Template

from partnerhub.domain.access import sessions
from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.people import AsPartner
from partnerhub.surfaces.hub.shown import browser
from partnerhub.surfaces.hub.wide import partner_page

HERE = "/dashboard/partner/profile"


class NoSuchSession(NotFound):
    """You are not logged in there any more."""


async def show(request: Page, hub: InHub, partner_user: AsPartner) -> Template:
    async with hub.database.reading(partner_user.partner_id) as db:
        listed = await sessions.of_user(
            db, partner_user.partner_id, partner_user.user_id,
            vault=hub.vault, secret=_secret(request, hub), now=clock.now(),
        )  # fmt: skip
        return await partner_page("partner/profile.html", db, partner_user, sessions=listed, browser=browser)


async def end(request: Page, hub: InHub, partner_user: AsPartner, session_id: FromPath[str]) -> Response[Any]:
    async with hub.database.writing(partner_user.partner_id) as db:
        if not await sessions.end_one(db, partner_user.partner_id, partner_user.user_id, session_id):
            raise NoSuchSession
        await note(request, db, partner_user, "session.end", partner_user.user_id)
    return Redirect(HERE, status_code=303)


async def end_others(request: Page, hub: InHub, partner_user: AsPartner) -> Response[Any]:
    async with hub.database.writing(partner_user.partner_id) as db:
        await sessions.end_others(
            db, partner_user.partner_id, partner_user.user_id, vault=hub.vault, secret=_secret(request, hub)
        )
        await note(request, db, partner_user, "session.end_others", partner_user.user_id)
    return Redirect(HERE, status_code=303)


def _secret(request: Page, hub: Hub) -> str:
    return request.cookies.get(hub.cookies.name("session"), "")
