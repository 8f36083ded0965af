"""Log in and out: one form for both hubs."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from partnerhub.domain.access import devices, passwords
from partnerhub.domain.access.hub_store import Hub as PersonsHub
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.surfaces.hub import people
from partnerhub.surfaces.hub.logging_in import second_step
from partnerhub.surfaces.hub.pages import page, tell_when
from partnerhub.surfaces.hub.parts import Hub, InHub, Page

NOTHING = {"email": "", "next": "", "error": ""}


class LogInForm(msgspec.Struct, kw_only=True):
    email: str = ""
    password: str = ""
    next: str = ""


async def front(request: Page) -> Redirect:
    session = people.session_of(request)
    return _to(people.home(session.client_id) if session else "/login")


async def show(request: Page, hub: InHub) -> Response[Any]:
    session = people.session_of(request)
    if session is not None:
        return _to(people.home(session.client_id))
    return _page(hub, next=request.query_params.get("next", ""))


async def log_in(
    request: Page, hub: InHub, data: Annotated[LogInForm, Body(media_type=RequestEncodingType.URL_ENCODED)]
) -> Response[Any]:
    try:
        proven, mark = await prove(request, hub, data.email, data.password)
        into = _wanted(proven.hubs, data.next)
    except Problem as problem:
        answer = _page(hub, status=problem.status, email=data.email, next=data.next, error=problem.sentence)
        tell_when(answer, problem)
        return answer
    return await second_step.let_in(
        request, hub, into.partner_id, into.user_id, mark=mark,
        to=data.next if people.inner(data.next) else people.home(into.client_id),
    )  # fmt: skip


async def log_out(request: Page, hub: InHub) -> Redirect:
    answer = _to("/login")
    answer.cookies += await people.log_out(request, hub)
    return answer


async def prove(request: Page, hub: Hub, email: str, password: str) -> tuple[passwords.Proven, str]:
    """The person, and the mark by which this browser is known next time; raises what `passwords.prove` raises."""
    mark = request.cookies.get(hub.cookies.name("browser"), "")
    device = devices.known(hub.vault, email, mark)
    proven = await passwords.prove(hub.database, hub.vault, email, password, device=device, now=clock.now())
    return proven, mark if device else devices.mark(hub.vault, email)


def _wanted(hubs: list[PersonsHub], path: str) -> PersonsHub:
    """The hub that a letter's link names, else the one used last of the kind that the wanted page belongs to. Raises NoHub."""
    if not hubs:
        raise passwords.NoHub
    of_kind = [one for one in hubs if path.startswith(people.home(one.client_id))]
    named = (one for one in of_kind if path.endswith(f"?{people.WANTED}={one.user_id}"))
    return next(named, of_kind[0] if of_kind else hubs[0])


def _page(hub: Hub, *, status: int = 200, **said: str) -> Template:
    """`said`: email, next and error, as far as there are any."""
    return page("log_in.html", status=status, signing_up=hub.settings.signing_up, **{**NOTHING, **said})


def _to(path: str) -> Redirect:
    return Redirect(path, status_code=303)
