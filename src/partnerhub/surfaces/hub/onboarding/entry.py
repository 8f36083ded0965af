"""Entry: the five shapes of an onboarding URL (contract hub-and-onboarding §3.3), each the beginning of a visit."""

from typing import Any
from urllib.parse import parse_qsl

from litestar import Response
from litestar.datastructures import Cookie
from litestar.params import FromPath

from partnerhub.domain import onboarding
from partnerhub.domain.onboarding import Flow, Parameters, visits
from partnerhub.domain.onboarding.links import Link
from partnerhub.domain.partners import Partner
from partnerhub.kit import clock
from partnerhub.kit.words import speak
from partnerhub.surfaces.hub.headers import allow
from partnerhub.surfaces.hub.onboarding.answers import to
from partnerhub.surfaces.hub.onboarding.arrival import FOLDER, Known, brand_of, language, remember
from partnerhub.surfaces.hub.pages import page
from partnerhub.surfaces.hub.parts import Hub, InHub, Page

VISIT_SECONDS = int(visits.LIFETIME.total_seconds())
MOST_VISITS = 8  # of one browser: each has a cookie of its own, so that windows opened at once do not end each other
MOST_PARAMETERS = 100


async def integrated(partner_id: FromPath[str], request: Page, hub: InHub) -> Response[Any]:
    """The connect button, a custom trigger, or a direct link."""
    return await _begin(partner_id, "io", request, hub)


async def submission_form(partner_id: FromPath[str], request: Page, hub: InHub) -> Response[Any]:
    """The signup link of 2022. Old integrators put it into an iframe: there it offers itself in a window of its own."""
    if request.headers.get("sec-fetch-dest") in {"iframe", "frame"}:
        return await _framed(partner_id, request, hub)
    return await _begin(partner_id, "lp", request, hub)


async def _begin(partner_id: str, flow: Flow, request: Page, hub: Hub) -> Response[Any]:
    partner = await onboarding.partner_of(hub.database, partner_id)
    return await begun(request, hub, partner, flow, onboarding.parse(_query(request)))


async def begun(
    request: Page, hub: Hub, partner: Partner, flow: Flow, given: Parameters, link: Link | None = None
) -> Response[Any]:
    """A new visit of this browser's, and the way to its first page."""
    about(request, partner, given.lang)
    visit_id, secret = await onboarding.begin(
        hub.database,
        hub.vault,
        partner,
        flow,
        given,
        link=link,
        any_target=hub.settings.any_target,
        now=clock.now(),
    )
    answer = to(f"{FOLDER}/{visit_id}")
    answer.cookies += [hub.cookies.make("onboarding", secret, VISIT_SECONDS, visit_id), *_forgotten(request, hub)]
    return answer


def _forgotten(request: Page, hub: Hub) -> list[Cookie]:
    """The oldest visits make room; the ids sort by time."""
    prefix = hub.cookies.name("onboarding") + "_"
    kept = sorted(name.removeprefix(prefix) for name in request.cookies if name.startswith(prefix))
    return [hub.cookies.make("onboarding", "", 0, one) for one in kept[: max(0, len(kept) - MOST_VISITS + 1)]]


def about(request: Page, partner: Partner, lang: str) -> None:
    """Should the visit not begin: whose pages these are, and the way back to them."""
    known = Known(lang=language(request, lang), brand=brand_of(partner), back=partner.partner_redirect_url or "")
    remember(request, known)


async def _framed(partner_id: str, request: Page, hub: Hub) -> Response[Any]:
    """A frame of another site gets no cookies, so nothing begins in it."""
    partner = await onboarding.partner_of(hub.database, partner_id)
    allow(request, "frame-ancestors", "*")
    speak(language(request, onboarding.parse(_query(request)).lang))
    query = request.scope["query_string"].decode("ascii", "replace")
    return page(
        "onboarding/framed.html",
        brand=brand_of(partner),
        address=f"{request.url.path}?{query}",
    )


def _query(request: Page) -> list[tuple[str, str]]:
    text = request.scope["query_string"].decode("ascii", "replace")
    return parse_qsl(text, keep_blank_values=True)[:MOST_PARAMETERS]
