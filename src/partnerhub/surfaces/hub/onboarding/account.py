"""The account step: a new client with its first user, or the log-in of one the partner has already (§3.5.1)."""

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.enums import RequestEncodingType
from litestar.params import Body

from partnerhub.domain import onboarding
from partnerhub.domain.access import passwords
from partnerhub.domain.access.hub_store import Hub as PersonsHub
from partnerhub.domain.onboarding import Account
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput, Problem
from partnerhub.kit.texts import is_email
from partnerhub.kit.words import t
from partnerhub.surfaces.hub import people
from partnerhub.surfaces.hub.logging_in import second_step
from partnerhub.surfaces.hub.logging_in.password import prove
from partnerhub.surfaces.hub.noted import origin
from partnerhub.surfaces.hub.onboarding.answers import branded, to
from partnerhub.surfaces.hub.onboarding.arrival import Arrival, InArrival
from partnerhub.surfaces.hub.pages import tell_when
from partnerhub.surfaces.hub.parts import Hub, InHub, Page

LONGEST = 200
FIELDS = ("company", "name", "email", "password")


class AccountForm(msgspec.Struct, kw_only=True):
    company: str = ""
    name: str = ""
    email: str = ""
    password: str = ""


class LogInForm(msgspec.Struct, kw_only=True):
    email: str = ""
    password: str = ""


class OtherAccount(BadInput):
    """This account belongs to another company's hub. Log in with another e-mail, or sign up."""

    code = "other_account"


class PartnersAccount(BadInput):
    """This e-mail belongs to a Partner Hub account. Use the e-mail of your own company's account."""

    code = "partner_account"


InAccountForm = Annotated[AccountForm, Body(media_type=RequestEncodingType.URL_ENCODED)]
InLogInForm = Annotated[LogInForm, Body(media_type=RequestEncodingType.URL_ENCODED)]


async def show_account(arrival: InArrival) -> Response[Any]:
    if _is_ours(arrival):
        return to(arrival.path())
    given = arrival.visit.parameters
    form = AccountForm(company=given.name, name=given.full_name, email=given.email)
    return _account_page(arrival, form, {})


async def open_account(request: Page, hub: InHub, arrival: InArrival, data: InAccountForm) -> Response[Any]:
    form = _trimmed(data)
    errors = _errors(form)
    if errors:
        return _account_page(arrival, form, errors, status=400)
    try:
        secret = await _opened(request, hub, arrival, form)
    except Problem as problem:
        answer = _account_page(arrival, form, {problem.field or "": problem.sentence}, status=problem.status)
        tell_when(answer, problem)
        return answer
    answer = to(arrival.path())
    answer.cookies += await people.log_out(request, hub)
    answer.cookies += [hub.cookies.make("session", secret, people.SESSION_SECONDS), hub.cookies.make("visit", "", 0)]
    return answer


async def show_log_in(arrival: InArrival) -> Response[Any]:
    if _is_ours(arrival):
        return to(arrival.path())
    return _log_in_page(arrival, arrival.visit.parameters.email, _wrong_session(arrival))


async def log_in(request: Page, hub: InHub, arrival: InArrival, data: InLogInForm) -> Response[Any]:
    try:
        proven, mark = await prove(request, hub, data.email, data.password)
        into = _of_partner(proven.hubs, arrival)
    except Problem as problem:
        answer = _log_in_page(arrival, data.email, problem.sentence, status=problem.status)
        tell_when(answer, problem)
        return answer
    return await second_step.let_in(request, hub, into.partner_id, into.user_id, mark=mark, to=arrival.path())


def _of_partner(hubs: list[PersonsHub], arrival: Arrival) -> PersonsHub:
    """The Client Hub of this partner that the person used last, or that of the client whose link it is."""
    if not hubs:
        raise passwords.NoHub
    of_clients = [one for one in hubs if one.client_id is not None]
    if not of_clients:
        raise PartnersAccount
    found = [one for one in of_clients if one.partner_id == arrival.partner.id]
    if not found:
        raise OtherAccount
    return next((one for one in found if one.client_id == arrival.visit.parameters.client_id), found[0])


async def _opened(request: Page, hub: Hub, arrival: Arrival, form: AccountForm) -> str:
    password_hash = await passwords.hashed(form.password, form.email)
    return await onboarding.open_account(
        hub.database,
        hub.vault,
        arrival.visit,
        arrival.partner,
        Account(company=form.company, name=form.name, email=form.email, password_hash=password_hash),
        origin=origin(request, "visitor"),
        agent=request.headers.get("user-agent"),
        now=clock.now(),
    )


def _trimmed(form: AccountForm) -> AccountForm:
    company, name = (" ".join(text.split()) for text in (form.company, form.name))
    return AccountForm(company=company, name=name, email=form.email.strip().lower(), password=form.password)


def _errors(form: AccountForm) -> dict[str, str]:
    errors: dict[str, str] = {}
    for field, missing in (("company", t("Enter your company's name.")), ("name", t("Enter your name."))):
        text: str = getattr(form, field)
        if not text or not text.isprintable():
            errors[field] = missing
        elif len(text) > LONGEST:
            errors[field] = t("At most {most} characters.", most=LONGEST)
    if not is_email(form.email):
        errors["email"] = t("Enter an e-mail address, like you@company.com.")
    if not passwords.SHORTEST <= len(form.password) <= passwords.LONGEST:
        errors["password"] = t("Enter {least} to {most} characters.", least=passwords.SHORTEST, most=passwords.LONGEST)
    return errors


def _is_ours(arrival: Arrival) -> bool:
    session = arrival.session
    return session is not None and session.client_id is not None and session.partner_id == arrival.partner.id


def _wrong_session(arrival: Arrival) -> str:
    if arrival.session is None:
        return ""
    problem = PartnersAccount if arrival.session.client_id is None else OtherAccount
    return t("You are logged in with another account. {why}", why=problem().sentence)


def _account_page(arrival: Arrival, form: AccountForm, errors: dict[str, str], *, status: int = 200) -> Response[Any]:
    notice = errors.get("", "") or _wrong_session(arrival)
    first = next((name for name in FIELDS if name in errors or not getattr(form, name)), "password")
    return branded("account.html", arrival, status=status, form=form, errors=errors, notice=notice, first=first)


def _log_in_page(arrival: Arrival, email: str, notice: str, *, status: int = 200) -> Response[Any]:
    return branded("log_in.html", arrival, status=status, email=email, notice=notice)
