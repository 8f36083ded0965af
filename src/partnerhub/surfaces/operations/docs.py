"""/docs: guides, and the API documents as a page for people, rendered on the server, readable without a script."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler
from markupsafe import Markup, escape

from partnerhub import __version__
from partnerhub.surfaces.operations import guides
from partnerhub.surfaces.operations.reading import read

HERE = Path(__file__).parent
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


class Described(NamedTuple):
    """An API: where it is reached, and how its document is made."""

    base: str
    document: Callable[[], dict[str, Any]]


def handlers(described: Mapping[str, Described], base: str) -> list[HTTPRouteHandler]:
    """`described` is by the address at which the document itself is served; `base`: the address of this installation."""
    environment = _environment()

    @cache
    def rendered() -> str:
        apis = [read(one.document(), address, one.base) for address, one in described.items()]
        return environment.get_template("docs.html").render(apis=apis, version=__version__)

    @get("/docs/api", media_type=MediaType.HTML, sync_to_thread=False)
    def page() -> Response[str]:
        return Response(rendered(), media_type=MediaType.HTML, headers=HEADERS)

    @get("/docs/docs.css", media_type=MediaType.CSS, sync_to_thread=False)
    def style() -> Response[str]:
        text = (HERE / "templates" / "docs.css").read_text()
        return Response(text, media_type=MediaType.CSS, headers=HEADERS | {"cache-control": "public, max-age=3600"})

    return [page, style, *guides.handlers(environment, base, HEADERS)]


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["code"] = _code
    return environment


def _code(text: str) -> Markup:
    """What stands in backticks, as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704  escaped before
