"""What the link of a letter opens: who is invited accepts, by a first password or theirs; who forgot it chooses anew."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body, FromPath
from litestar.response import Redirect, Template

from partnerhub.domain import clients, partners
from partnerhub.domain.access import passwords, users
from partnerhub.domain.access.sessions import Session
from partnerhub.domain.access.users import LONGEST_NAME, Holder, Kind
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput, Conflict, Problem, TooMany
from partnerhub.surfaces.hub import people
from partnerhub.surfaces.hub.logging_in import hubs, second_step
from partnerhub.surfaces.hub.logging_in.password import prove
from partnerhub.surfaces.hub.noted import note
from partnerhub.surfaces.hub.pages import page, tell_when
from partnerhub.surfaces.hub.parts import Hub, InHub, Page


class ChosenForm(msgspec.Struct, kw_only=True):
    """`name` is asked of who is invited."""

    name: str = ""
    password: str = ""


class NoName(BadInput):
    """Enter your name, at most 100 characters."""


Chosen = Annotated[ChosenForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show_invitation(request: Page, hub: InHub, secret: FromPath[str]) -> Template:
    return await _invited(request, hub, await _holder(hub, secret, "invitation"))


async def accept(request: Page, hub: InHub, secret: FromPath[str], data: Chosen) -> Response[Any]:
    holder = await _holder(hub, secret, "invitation")
    return await (_join if holder.person_id else _choose)(request, hub, holder, secret, data)


async def show_password(hub: InHub, secret: FromPath[str]) -> Template:
    return _page(await _holder(hub, secret, "password"))


async def replace(request: Page, hub: InHub, secret: FromPath[str], data: Chosen) -> Response[Any]:
    return await _choose(request, hub, await _holder(hub, secret, "password"), secret, data)


async def _holder(hub: Hub, secret: str, kind: Kind) -> Holder:
    async with hub.database.entering() as db:
        return await users.enter(db, hub.vault, secret, kind)


async def _choose(request: Page, hub: Hub, holder: Holder, secret: str, form: ChosenForm) -> Response[Any]:
    """A first password, or a new one."""
    try:
        name = _name(holder, form)
        password_hash = await passwords.hashed(form.password, holder.email)
        async with hub.database.writing(holder.partner_id) as db:
            await users.use(
                db, holder, secret, name=name, password_hash=password_hash, vault=hub.vault, now=clock.now()
            )
            action = "users.accept" if holder.kind == "invitation" else "users.set_password"
            await note(request, db, holder, action, holder.user_id)
    except (BadInput, Conflict, TooMany) as problem:
        return _page(holder, name=form.name, wrong=problem)
    home = people.home(holder.client_id)
    return await second_step.let_in(request, hub, holder.partner_id, holder.user_id, to=home)


async def _join(request: Page, hub: Hub, holder: Holder, secret: str, form: ChosenForm) -> Response[Any]:
    """Who is invited has an account already: they prove it, unless they are logged in here."""
    session = _own_session(request, holder)
    mark = ""
    try:
        if session is None:
            _, mark = await prove(request, hub, holder.email, form.password)
    except Problem as problem:
        return await _invited(request, hub, holder, wrong=problem)
    async with hub.database.writing(holder.partner_id) as db:
        await users.join(db, holder, secret, vault=hub.vault, now=clock.now())
        await note(request, db, holder, "users.accept", holder.user_id)
    if session:
        return Redirect(await hubs.switch(request, hub, session, holder.user_id), status_code=303)
    home = people.home(holder.client_id)
    return await second_step.let_in(request, hub, holder.partner_id, holder.user_id, mark=mark, to=home)


def _own_session(request: Page, holder: Holder) -> Session | None:
    """Of whom the letter was for."""
    session = people.session_of(request)
    return session if session and session.person_id == holder.person_id else None


def _name(holder: Holder, form: ChosenForm) -> str:
    name = " ".join(form.name.split()) if holder.kind == "invitation" else holder.name
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise NoName(field="name")
    return name


async def _invited(request: Page, hub: Hub, holder: Holder, *, wrong: Problem | None = None) -> Template:
    if holder.person_id is None:
        return _page(holder)
    async with hub.database.reading(holder.partner_id) as db:
        brand = (await partners.get(db, holder.partner_id)).brand_name or holder.partner_id
        company = await clients.get_name(db, holder.partner_id, holder.client_id) if holder.client_id else ""
    answer = page(
        "joined_hub.html", status=wrong.status if wrong else 200, holder=holder, brand_name=brand, company=company,
        logged_in=_own_session(request, holder) is not None, error=wrong.sentence if wrong else "",
    )  # fmt: skip
    tell_when(answer, wrong)
    return answer


def _page(holder: Holder, *, name: str = "", wrong: Problem | None = None) -> Template:
    errors = {wrong.field or "": wrong.sentence} if wrong else {}
    status = wrong.status if wrong else 200
    answer = page("chosen_password.html", status=status, holder=holder, name=name or holder.name, errors=errors)
    tell_when(answer, wrong)
    return answer
