"""The whole house, put together as in life, on two real ports with pools of their own, as two processes would have."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from litestar import Litestar
from tests.messaging_api.upstream import Upstream
from tests.serving import free_port, served
from tests.world import MASTER

from partnerhub.app.build import create
from partnerhub.app.dispatch import Dispatch, Surfaces
from partnerhub.db.embedded import Dsns
from partnerhub.settings import Settings


@dataclass(frozen=True)
class Route:
    """One line of a surface's route table. `public`: whoever calls is let in."""

    surface: str
    method: str
    path: str
    handler: Any

    @property
    def public(self) -> bool:
        return bool(self.handler.opt.get("public"))

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class House:
    """`here` and `there` are the two servers; `meta` stands in Graph's place behind both."""

    here: httpx.AsyncClient
    there: httpx.AsyncClient
    dispatch: Dispatch
    meta: Upstream

    def routes(self, surface: str) -> list[Route]:
        """Those that the dispatcher leads to: Litestar adds some of its own."""
        found = routes_of(surface, getattr(self.dispatch.surfaces, surface))
        return [route for route in found if self.dispatch.name_of(route.path, "localhost") == surface]


def routes_of(surface: str, app: Litestar) -> list[Route]:
    """Read off the running application, so that no route can be left out."""
    return [
        Route(surface, method, route.path_format, handler)
        for route in app.routes
        for method, (handler, _) in getattr(route, "route_handler_map", {}).items()
        if method != "OPTIONS"
    ]


@asynccontextmanager
async def opened(dsns: Dsns, meta: Upstream) -> AsyncIterator[House]:
    async with one(dsns, meta) as (dispatch, here), one(dsns, meta) as (_, there):
        yield House(here, there, dispatch, meta)


@asynccontextmanager
async def one(dsns: Dsns, meta: Upstream, **changed: Any) -> AsyncIterator[tuple[Dispatch, httpx.AsyncClient]]:
    port = free_port()
    settings = Settings(
        **{
            "port": port,
            "demo": True,
            "app_database_url": dsns.app,
            "worker_database_url": dsns.worker,
            "secret_key": MASTER.hex(),
            "graph_url": meta.base,
            "pool_size": 3,
            **changed,
        }
    )
    dispatch = create(settings)
    async with served(dispatch, port) as url, httpx.AsyncClient(base_url=url, timeout=60) as http:
        yield dispatch, http


SURFACES = Surfaces.__struct_fields__
