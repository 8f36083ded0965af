"""Sign-up of a new partner, where the operator allows it: a letter goes to the e-mail, and its link lets the first user in."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.background_tasks import BackgroundTask
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Template

from partnerhub.domain import newcomers
from partnerhub.domain.newcomers import SigningUp, errors_of
from partnerhub.kit import clock
from partnerhub.kit.problems import NotFound, TooMany
from partnerhub.kit.words import t
from partnerhub.surfaces.hub.noted import origin
from partnerhub.surfaces.hub.pages import page, tell_when
from partnerhub.surfaces.hub.parts import Hub, InHub, Page

PAYS = [("partner", t("We pay for our clients' numbers")), ("direct", t("Each client pays for its own numbers"))]


class SignUpForm(msgspec.Struct, kw_only=True):
    brand: str = ""
    country: str = ""
    payment_model: str = "partner"
    name: str = ""
    email: str = ""


class Closed(NotFound):
    """Nobody can sign up here. Ask whoever runs this installation for an account."""


InForm = Annotated[SignUpForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show(hub: InHub) -> Template:
    _refuse_if_closed(hub)
    return _page(SignUpForm())


async def send(request: Page, hub: InHub, data: InForm) -> Response[Any]:
    """The work is done after the answer, so that neither its words nor its time say who has an account."""
    _refuse_if_closed(hub)
    asked = asked_of(data)
    if errors := errors_of(asked):
        return _page(data, errors, status=400)
    address = request.client.host if request.client else ""
    try:
        await newcomers.slow_down(hub.database, hub.vault, address, now=clock.now())
    except TooMany as problem:
        return _later(data, problem)
    answer = page("sign_up.html", sent=asked.email)
    answer.background = BackgroundTask(
        newcomers.sign_up, hub.database, hub.vault, asked,
        url=hub.settings.url, origin=origin(request, "visitor"), now=clock.now(),
    )  # fmt: skip
    return answer


def _refuse_if_closed(hub: Hub) -> None:
    if not hub.settings.signing_up:
        raise Closed


def _later(form: SignUpForm, problem: TooMany) -> Template:
    answer = _page(form, {"": problem.sentence}, status=problem.status)
    tell_when(answer, problem)
    return answer


def asked_of(form: SignUpForm) -> SigningUp:
    return newcomers.asked_of(**msgspec.structs.asdict(form))


def _page(form: SignUpForm, errors: dict[str, str] | None = None, *, status: int = 200) -> Template:
    return page("sign_up.html", status=status, form=form, errors=errors or {}, pays=PAYS, sent="")
