"""Your account: how a person logs in, where they are logged in, and ending it there."""

from typing import Any

from litestar import Response
from litestar.params import FromPath
from litestar.response import Redirect, Template

from partnerhub.domain.access import sessions
from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.notices.viewer import AsEither, User, hub_of, is_client
from partnerhub.surfaces.hub.parts import Hub, InHub, Page
from partnerhub.surfaces.hub.shown import browser
from partnerhub.surfaces.hub.wide import either_page


class NoSuchSession(NotFound):
    """You are not logged in there any more."""


async def show(request: Page, hub: InHub, user: AsEither) -> Template:
    async with hub.database.reading(user.partner_id) as db:
        listed = await sessions.of_user(
            db, user.partner_id, user.user_id,
            vault=hub.vault, secret=_secret(request, hub), now=clock.now(),
        )  # fmt: skip
        return await either_page(
            "profile/profile.html",
            db,
            user,
            home=hub_of(user),
            of_client=is_client(user),
            sessions=listed,
            browser=browser,
        )


async def end(request: Page, hub: InHub, user: AsEither, session_id: FromPath[str]) -> Response[Any]:
    async with hub.database.writing(user.partner_id) as db:
        if not await sessions.end_one(db, user.partner_id, user.user_id, session_id):
            raise NoSuchSession
        await note(request, db, user, "session.end", user.user_id)
    return Redirect(here(user), status_code=303)


async def end_others(request: Page, hub: InHub, user: AsEither) -> Response[Any]:
    async with hub.database.writing(user.partner_id) as db:
        await sessions.end_others(db, user.partner_id, user.user_id, vault=hub.vault, secret=_secret(request, hub))
        await note(request, db, user, "session.end_others", user.user_id)
    return Redirect(here(user), status_code=303)


def here(user: User) -> str:
    return f"{hub_of(user)}/profile"


def _secret(request: Page, hub: Hub) -> str:
    return request.cookies.get(hub.cookies.name("session"), "")
