"""The operator's own way in: a key of the settings, or a link that `partnerhub operator` prints."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.handlers import BaseRouteHandler
from litestar.params import Body
from litestar.response import Redirect, Template

from partnerhub.domain.installation import entering
from partnerhub.kit import clock
from partnerhub.kit.problems import Problem
from partnerhub.surfaces.hub.pages import page, tell_when
from partnerhub.surfaces.hub.parts import Connection, Hub, InHub, Page
from partnerhub.surfaces.hub.people import LogInFirst

HOME, LOG_IN = "/operator", "/operator/login"
FOR_OPERATOR = {"anonymous": True, "operator": True}  # sessions of partners are not even looked up
SECONDS = int(entering.PASS_FOR.total_seconds())


class OperatorFirst(LogInFirst):
    """These pages are the operator's."""

    def __init__(self) -> None:
        super().__init__()
        self.location = LOG_IN


class KeyForm(msgspec.Struct):
    """`key`: that of the settings, or the ticket of a link."""

    key: str = ""


class RefuseOthers:
    """A guard of the operator's pages."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def __call__(self, connection: Connection, handler: BaseRouteHandler) -> None:
        if handler.opt.get("operator") and not is_operator(connection, self._hub):
            raise OperatorFirst


def is_operator(connection: Connection, hub: Hub) -> bool:
    given = connection.cookies.get(hub.cookies.name("operator"), "")
    return hub.settings.operator_open or entering.is_in(hub.vault, hub.settings.operator_key, given, now=clock.real())


async def show(request: Page, hub: InHub) -> Response[Any]:
    """A ticket is used by pressing the button: whatever only follows links does not come in."""
    if is_operator(request, hub):
        return Redirect(HOME, status_code=303)
    return _page(hub, ticket=request.query_params.get("ticket", ""))


async def log_in(
    request: Page, hub: InHub, data: Annotated[KeyForm, Body(media_type=RequestEncodingType.URL_ENCODED)]
) -> Response[Any]:
    address = request.client.host if request.client else ""
    try:
        given = await entering.enter(
            hub.database, hub.vault, hub.settings.operator_key, data.key.strip(), address=address, now=clock.real()
        )
    except Problem as problem:
        answer = _page(hub, error=problem.sentence, status=problem.status)
        tell_when(answer, problem)
        return answer
    answer = Redirect(HOME, status_code=303)
    answer.cookies.append(hub.cookies.make("operator", given, SECONDS))
    return answer


async def log_out(hub: InHub) -> Redirect:
    answer = Redirect(LOG_IN, status_code=303)
    answer.cookies.append(hub.cookies.make("operator", "", 0))
    return answer


def _page(hub: Hub, *, ticket: str = "", error: str = "", status: int = 200) -> Template:
    has_key = bool(hub.settings.operator_key)
    return page("operator/log_in.html", status=status, ticket=ticket, error=error, has_key=has_key)
