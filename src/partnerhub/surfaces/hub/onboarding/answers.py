"""What onboarding pages answer with: a page in the partner's colours, a step further, or a plain refusal with its code."""

from typing import Any

from litestar import Response
from litestar.response import Redirect, Template

from partnerhub.kit.problems import Problem
from partnerhub.kit.urls import with_query
from partnerhub.surfaces.hub.headers import allow
from partnerhub.surfaces.hub.onboarding.arrival import Arrival
from partnerhub.surfaces.hub.onboarding.words import translator
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import Page


def branded(template: str, arrival: Arrival, *, status: int = 200, error: str = "cancelled", **values: Any) -> Template:
    """`here` gives a template the addresses of this visit's pages, `target` the way back without a result.

    By a link with a `failure_url` that way leads there, with `error`.
    """
    visit = arrival.visit
    return page(
        f"onboarding/{template}",
        status=status,
        brand=arrival.brand,
        partner=arrival.partner,
        parameters=visit.parameters,
        here=arrival.path,
        target=with_query(visit.failure_url, [("error", error)]) if visit.failure_url else visit.target,
        lang=arrival.lang,
        t=translator(arrival.lang),
        **values,
    )


def to(address: str) -> Redirect:
    return Redirect(address, status_code=303)


def leads_away(request: Page) -> None:
    """Browsers apply `form-action` to where a form's answer redirects, and that may redirect again: it names schemes."""
    allow(request, "form-action", "https:", "http:")


def refusal(_: Page, problem: Problem) -> Response[Any]:
    """A problem at the entry: there is no documented error redirect, so the person reads what happened (§3.6)."""
    return page(
        "onboarding/refused.html", status=problem.status, brand=None, code=problem.code, sentence=problem.message
    )
