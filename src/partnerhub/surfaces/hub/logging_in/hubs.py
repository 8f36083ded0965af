"""Switch hubs: who is a user of several goes from one to another (contract hub-and-onboarding §1.1), without logging in again."""

from typing import Annotated

import msgspec
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from partnerhub.domain import audit
from partnerhub.domain.access import hub_store, sessions
from partnerhub.domain.access.sessions import Session
from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound
from partnerhub.surfaces.hub import people
from partnerhub.surfaces.hub.noted import note, origin
from partnerhub.surfaces.hub.notices.viewer import AsEither, User
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import Hub, InHub, Page


class HubForm(msgspec.Struct):
    """`hub`: the id of the user who the person is there; `next`: the page that a letter's link leads to."""

    hub: str = ""
    next: str = ""


Person = Session | User


class NoSuchHub(NotFound):
    """You are not a user of this hub, or not any more."""


async def show(request: Page, hub: InHub, user: AsEither) -> Template:
    gone = people.logged_in(request).turned_out
    async with hub.database.reading(user.partner_id) as db:
        found = await hub_store.of_user(db, user.partner_id, user.user_id)
        if gone:
            await sessions.told(db, user.partner_id, hub.vault, _secret(request, hub))
    wanted = _inner(request.query_params.get("next", ""))
    return page("hubs.html", hubs=found, here=user.user_id, address=request.url.path, gone=gone, next=wanted)


async def send(
    request: Page,
    hub: InHub,
    user: AsEither,
    data: Annotated[HubForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Redirect:
    home = await switch(request, hub, user, data.hub)
    wanted = _inner(data.next)
    return Redirect(wanted if wanted.startswith(f"{home}/") else home, status_code=303)


async def switch(request: Page, hub: Hub, person: Person, user_id: str) -> str:
    """The session goes on there, and what is opened in it; where the person is at home then. Raises NoSuchHub.

    Neither hub's audit log says which the other one is.
    """
    async with hub.database.writing(person.partner_id) as db:
        await note(request, db, person, "session.end", person.user_id, switched=True)
        there = await hub_store.switch(db, person.partner_id, hub.vault, _secret(request, hub), user_id)
        if there is None:
            raise NoSuchHub
        partner_id, client_id = there
        await hub_store.entered(db, partner_id, user_id, now=clock.now())
        await audit.record(
            db, partner_id, origin(request, f"user:{user_id}"), action="session.start", subject=user_id, now=clock.now(),
            detail='{"switched":true}',
        )  # fmt: skip
    return people.home(client_id)


def _inner(path: str) -> str:
    return path if people.inner(path) else ""


def _secret(request: Page, hub: Hub) -> str:
    return request.cookies.get(hub.cookies.name("session"), "")
