"""No other site may make a person's browser change something here (CSRF): each unsafe request shows where it comes from
and carries a token that only our own pages know.

The token of a logged-in person belongs to the session; that of a visitor to a cookie which only lives for the visit, in
onboarding to the cookie of that very window.
"""

import secrets

from litestar.datastructures import FormMultiDict
from litestar.handlers import BaseRouteHandler
from litestar.types import Message, Scope

from partnerhub.kit.crypto import hmac_sha256_hex, same
from partnerhub.kit.problems import Forbidden
from partnerhub.kit.urls import origin
from partnerhub.surfaces.hub.parts import Connection, Hub, Page, state_of
from partnerhub.surfaces.hub.people import session_of

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD, HEADER = "csrf", "x-csrf-token"
OWN_SITES = frozenset({"same-origin", "none"})  # Sec-Fetch-Site: from our own page, or typed by the person


class Forged(Forbidden):
    """This form is no longer valid, or was sent from another site. Go back, reload the page and try again."""

    code = "forged"


class RefuseForgery:
    """A guard of every route of the hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def __call__(self, connection: Connection, _: BaseRouteHandler) -> None:
        if connection.scope.get("method") in SAFE:
            return
        request: Page = Page(connection.scope, connection.receive, connection.send)
        expected = self._expected(request)
        if not self._from_own_page(request) or not expected or not same(await _given(request), expected):
            raise Forged

    def _expected(self, request: Page) -> str:
        session = session_of(request)
        if session is not None:
            return session.csrf
        visit = _visit_of(request, self._hub)
        return _token_of(self._hub, visit) if visit else ""

    def _from_own_page(self, request: Page) -> bool:
        site, source = request.headers.get("sec-fetch-site"), request.headers.get("origin")
        if site is not None and site not in OWN_SITES:
            return False
        own = {origin(self._hub.settings.url), origin(str(request.base_url))}
        return source is None or source in own


def token(request: Page, hub: Hub) -> str:
    """What a form on this page must carry. For a visitor it also sets the visit's cookie."""
    session = session_of(request)
    if session is not None:
        return session.csrf
    visit = _visit_of(request, hub)
    if not visit:
        visit = state_of(request.scope).setdefault("new_visit", secrets.token_urlsafe(24))
    return _token_of(hub, visit)


class SetVisit:
    """Litestar's `before_send`: gives a visitor the cookie that a token on the page was made for."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def __call__(self, message: Message, scope: Scope) -> None:
        visit = state_of(scope).get("new_visit")
        if visit and message["type"] == "http.response.start":
            name, value = self._hub.cookies.make("visit", visit).to_encoded_header()
            message["headers"] = [*message.get("headers", []), (name, value)]


def _visit_of(request: Page, hub: Hub) -> str | None:
    """Two windows opened at once get two cookies `visit`, and the browser keeps one: onboarding has its own for each."""
    visit_id = request.path_params.get("visit_id")
    own = request.cookies.get(hub.cookies.name("onboarding", visit_id)) if visit_id else None
    return own or request.cookies.get(hub.cookies.name("visit"))


def _token_of(hub: Hub, visit: str) -> str:
    return hmac_sha256_hex(hub.vault.derive("visit token"), visit.encode())


async def _given(request: Page) -> str:
    header = request.headers.get(HEADER)
    if header is not None:
        return header
    form: FormMultiDict = await request.form()
    value = form.get(FIELD)
    return value if isinstance(value, str) else ""
