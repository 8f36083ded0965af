"""The hub's route table as (method, address) pairs, for tests that try every route."""

import re

from litestar import Router

from partnerhub.surfaces.hub.routes import ROUTES

SAFE = {"GET", "HEAD", "OPTIONS"}


def addresses() -> list[tuple[str, str]]:
    """Ids in an address are ones that nothing has."""
    return sorted(
        (str(method), re.sub(r"{\w+:\w+}", "some-id", route.path))
        for route in Router("/", route_handlers=ROUTES).routes
        for method in route.methods - {"HEAD", "OPTIONS"}
    )


def unsafe() -> list[tuple[str, str]]:
    return [(method, address) for method, address in addresses() if method not in SAFE]


def below(start: str) -> list[tuple[str, str]]:
    return [(method, address) for method, address in addresses() if address.startswith(start)]
