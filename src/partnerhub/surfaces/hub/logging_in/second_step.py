"""The second step of a log-in, for who has a second factor: a code of the authenticator, or a recovery code."""

from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from partnerhub.domain.access import devices, second_factor, users
from partnerhub.domain.access.second_factor import Ticket
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.surfaces.hub import people
from partnerhub.surfaces.hub.noted import origin
from partnerhub.surfaces.hub.pages import page, tell_when
from partnerhub.surfaces.hub.parts import Hub, InHub, Page

HERE = "/login/code"
A_YEAR = 365 * 86_400
TEN_MINUTES = 600


class CodeForm(msgspec.Struct, kw_only=True):
    """One of the two: `code` of the authenticator, `recovery` a code of the list."""

    code: str = ""
    recovery: str = ""
    next: str = ""


async def let_in(request: Page, hub: Hub, partner_id: str, user_id: str, *, to: str, mark: str = "") -> Response[Any]:
    """Who has just proved the password: into a session and on to `to`, or to the second step first.

    `mark`: by which this browser is known next time.
    """
    async with hub.database.reading(partner_id) as db:
        second = await second_factor.is_on(db, partner_id, user_id)
    if second:
        answer = Redirect(f"{HERE}?next={quote(to, safe='/')}", status_code=303)
        ticket = second_factor.ticket_for(hub.vault, partner_id, user_id, now=clock.now())
        answer.cookies.append(hub.cookies.make("second_step", ticket, TEN_MINUTES))
        return answer
    answer = Redirect(to, status_code=303)
    answer.cookies += await people.log_in(request, hub, partner_id, user_id, now=clock.now())
    if mark:
        answer.cookies.append(hub.cookies.make("browser", mark, A_YEAR))
    return answer


async def show(request: Page, hub: InHub) -> Response[Any]:
    if _ticket(request, hub) is None:
        return Redirect("/login", status_code=303)
    return _page(request.query_params.get("next", ""))


async def send(
    request: Page, hub: InHub, data: Annotated[CodeForm, Body(media_type=RequestEncodingType.URL_ENCODED)]
) -> Response[Any]:
    ticket = _ticket(request, hub)
    if ticket is None:
        return Redirect("/login", status_code=303)
    try:
        by = await second_factor.prove(
            hub.database, hub.vault, ticket.partner_id, ticket.user_id, data.code or data.recovery,
            proved_at=ticket.made_at, origin=origin(request, f"user:{ticket.user_id}"), now=clock.now(),
        )  # fmt: skip
    except Problem as problem:
        return _refused(data, problem)
    return await _entered(request, hub, ticket, by, data.next)


async def _entered(request: Page, hub: Hub, ticket: Ticket, by: str, wanted: str) -> Response[Any]:
    async with hub.database.reading(ticket.partner_id) as db:
        user = await users.find(db, ticket.partner_id, ticket.user_id)
    home = people.home(user.client_id if user else None)
    answer = Redirect(wanted if people.inner(wanted) else home, status_code=303)
    answer.cookies += await people.log_in(
        request, hub, ticket.partner_id, ticket.user_id, now=clock.now(), second_factor=by
    )
    answer.cookies.append(hub.cookies.make("second_step", "", 0))
    if user:
        answer.cookies.append(hub.cookies.make("browser", devices.mark(hub.vault, user.email), A_YEAR))
    return answer


def _refused(form: CodeForm, problem: Problem) -> Response[Any]:
    answer = _page(form.next, by_recovery=not form.code, error=problem.sentence, status=problem.status)
    tell_when(answer, problem)
    return answer


def _ticket(request: Page, hub: Hub) -> Ticket | None:
    given = request.cookies.get(hub.cookies.name("second_step"), "")
    return second_factor.ticket_of(hub.vault, given, now=clock.now())


def _page(wanted: str, *, by_recovery: bool = False, error: str = "", status: int = 200) -> Template:
    return page("second_step.html", status=status, next=wanted, by_recovery=by_recovery, error=error)
