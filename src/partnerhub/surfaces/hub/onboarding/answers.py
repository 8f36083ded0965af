"""What onboarding pages answer with: a page in the partner's colours, a step further, or a plain refusal with its code."""

from typing import Any

from litestar import Response
from litestar.response import Redirect, Template

from partnerhub.domain.onboarding import refused_at
from partnerhub.kit.problems import Problem
from partnerhub.kit.words import speak
from partnerhub.surfaces.hub.headers import allow
from partnerhub.surfaces.hub.onboarding.arrival import Arrival, known_of, language
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import Page


def branded(template: str, arrival: Arrival, *, status: int = 200, error: str = "cancelled", **values: Any) -> Template:
    """`here` gives a template the addresses of this visit's pages, `target` the way back without a result.

    By a link with a `failure_url` that way leads there, with `error` and the link's `state`.
    """
    speak(arrival.lang)
    visit = arrival.visit
    failure = visit.failure_url and refused_at(visit.failure_url, error, visit.parameters.state)
    return page(
        f"onboarding/{template}",
        status=status,
        brand=arrival.brand,
        partner=arrival.partner,
        parameters=visit.parameters,
        here=arrival.path,
        target=failure or visit.target,
        tells_failure=bool(failure),
        steps=arrival.steps,
        **values,
    )


def to(address: str) -> Redirect:
    return Redirect(address, status_code=303)


def leads_away(request: Page) -> None:
    """Browsers apply `form-action` to where a form's answer redirects, and that may redirect again: it names schemes."""
    allow(request, "form-action", "https:", "http:")


def refusal(request: Page, problem: Problem) -> Response[Any]:
    """There is no documented error redirect, so the person reads what happened, and how to go on or back (§3.6)."""
    known = known_of(request)
    speak(known.lang if known else language(request, request.query_params.get("lang", "")))
    return page(
        "onboarding/refused.html",
        status=problem.status,
        brand=known.brand if known else None,
        on=known.on if known else "",
        back=known.back if known else "",
        code=problem.code,
        sentence=problem.sentence,
    )
