"""What a line of the route table says, and what the framework makes of it."""

import re
from collections.abc import Awaitable, Callable, Iterable
from itertools import starmap
from typing import Any, NamedTuple

from litestar import Response, route
from litestar.handlers import HTTPRouteHandler, delete, get, patch, post, put

from partnerhub.surfaces.messaging_api.dialects import Dialect
from partnerhub.surfaces.messaging_api.entrance import PUBLIC
from partnerhub.surfaces.messaging_api.noting import action_of, noted

MAX_JSON = 5_000_000
METHODS: dict[str, Any] = {"GET": get, "POST": post, "PUT": put, "PATCH": patch, "DELETE": delete}


class Line(NamedTuple):
    """One endpoint: how it is reached, what serves it and what it does."""

    method: str
    path: str
    serve: Callable[..., Awaitable[Any]]
    summary: str
    max_body: int = MAX_JSON
    status: int = 200


class Route(NamedTuple):
    """A line with what its group says: the tag in the documentation and the shape of errors."""

    method: str
    path: str
    serve: Callable[..., Awaitable[Any]]
    summary: str
    max_body: int
    status: int
    tag: str
    dialect: Dialect

    @property
    def plain(self) -> str:
        """The path as the documentation has it, without the kinds of what stands in it."""
        return re.sub(r":\w+}", "}", self.path)


def group(tag: str, dialect: Dialect, *lines: Line) -> list[Route]:
    return [Route(*line, tag, dialect) for line in lines]


def handlers(routes: Iterable[Route]) -> list[HTTPRouteHandler]:
    methods: dict[str, list[str]] = {}
    for one in routes:
        methods.setdefault(one.path, []).append(one.method)
    return [*starmap(options, methods.items()), *map(served, routes)]


def options(path: str, methods: list[str]) -> HTTPRouteHandler:
    """Tells the methods of a path to anyone; the framework's own answer would leave some out."""
    allowed = ", ".join([*methods, "OPTIONS"])

    @route(path, http_method="OPTIONS", status_code=204, opt={PUBLIC: True})
    async def tell() -> Response[None]:
        return Response(None, headers={"Allow": allowed})

    return tell


def served(one: Route) -> HTTPRouteHandler:
    action = action_of(one.method, one.plain)
    serve = noted(one.serve, action) if action else one.serve
    return METHODS[one.method](
        one.path,
        status_code=one.status,
        name=f"{one.method} {one.path}",
        opt={"dialect": one.dialect},
        request_max_body_size=one.max_body,
    )(serve)
