"""What every page is made with: database, secrets, settings, cookies, and the built style and script."""

from typing import Any, Literal

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.types import Scope

from partnerhub.db.pool import Database
from partnerhub.kit.crypto import Vault
from partnerhub.settings import Settings
from partnerhub.surfaces.hub.assets import Assets
from partnerhub.upstream.graph import Graph
from partnerhub.upstream.payments import Provider

Page = Request[Any, Any, Any]
Connection = ASGIConnection[Any, Any, Any, Any]
CookieKind = Literal["session", "visit", "browser", "onboarding", "second_step", "operator"]


class Cookies:
    """Cookies of the hub. With https their names start with `__Host-`, so that no other host can have set them."""

    def __init__(self, *, https: bool) -> None:
        self._https = https

    def name(self, kind: CookieKind, of: str = "") -> str:
        """`of`: what it is kept for, where a browser has one for each."""
        return f"{'__Host-' if self._https else ''}partnerhub_{kind}{'_' if of else ''}{of}"

    def make(self, kind: CookieKind, value: str, max_age: int | None = None, of: str = "") -> Cookie:
        """Without `max_age` the browser forgets it when it is closed; 0 removes it."""
        name = self.name(kind, of)
        return Cookie(name, value=value, max_age=max_age, path="/", httponly=True, samesite="lax", secure=self._https)


class Hub(msgspec.Struct, frozen=True, kw_only=True):
    """A handler asks for `hub: InHub`."""

    database: Database
    vault: Vault
    graph: Graph
    payments: Provider | None
    settings: Settings
    cookies: Cookies
    assets: Assets


InHub = NamedDependency[Hub]


def state_of(scope: Scope) -> dict[str, Any]:
    """What is remembered for the length of one request."""
    return scope.setdefault("state", {})
