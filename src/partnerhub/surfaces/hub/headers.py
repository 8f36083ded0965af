"""The headers of every answer for people, error pages included: what a browser may load, and from where it may come.

There is no Cross-Origin-Opener-Policy, and none may be added: the connect button's popup must keep its opener
(contract hub-and-onboarding §4.5).
"""

import secrets

from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope

from partnerhub.surfaces.hub.parts import Connection, state_of

# `img-src https:` because a partner's logo lies where the partner keeps it.
POLICY: dict[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'nonce-{nonce}'",),
    "style-src": ("'nonce-{nonce}'",),
    "img-src": ("'self'", "data:", "https:"),
    "connect-src": ("'self'",),
    "form-action": ("'self'",),
    "object-src": ("'none'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'none'",),
}
# `same-origin`, because `no-referrer` would make browsers send `Origin: null` with our own forms.
FIXED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cache-control": "no-store",
}
TWO_YEARS = "max-age=63072000"


def nonce(scope: Scope) -> str:
    """What this answer's script and style elements must carry."""
    return state_of(scope).setdefault("nonce", secrets.token_urlsafe(18))


def request_id(scope: Scope) -> str:
    """The one that the dispatcher gave the request and puts into the answer."""
    return str(scope.get("request_id", ""))


def allow(request: Connection, directive: str, *sources: str) -> None:
    """Let this one answer use more than POLICY: `allow(request, "script-src", "https://connect.facebook.net")`.

    A form whose answer redirects to another origin needs that origin in `form-action` of the page with the form.
    """
    state_of(request.scope).setdefault("csp", []).append((directive, sources))


def policy(scope: Scope) -> str:
    added: dict[str, tuple[str, ...]] = {}
    for directive, sources in state_of(scope).get("csp", []):
        added[directive] = (*added.get(directive, ()), *sources)
    merged = {name: (*POLICY.get(name, ()), *added.get(name, ())) for name in {**POLICY, **added}}
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in merged.items()).format(nonce=nonce(scope))


class AddHeaders:
    """Litestar's `before_send`: runs for every answer, also for paths that no route knows."""

    def __init__(self, *, https: bool) -> None:
        self._fixed = {**FIXED, "strict-transport-security": TWO_YEARS} if https else FIXED

    async def __call__(self, message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        headers = MutableScopeHeaders.from_message(message)
        for name, value in self._fixed.items():
            headers.setdefault(name, value)
        headers["content-security-policy"] = policy(scope)
