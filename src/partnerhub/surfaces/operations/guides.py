"""/docs/…: the documents of the repository that partner engineers read, as pages."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment
from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler

from partnerhub import __version__
from partnerhub.surfaces.operations import markdown
from partnerhub.surfaces.operations.markdown import Page

PACKED = Path(__file__).parent / "documents"  # where a wheel has them
ROOT = PACKED if PACKED.exists() else Path(__file__).parents[4]
WRITTEN_FOR = "http://localhost:8082"  # the installation that the documents speak of


class Guide(NamedTuple):
    """A document, by its place in the repository, and the address of its page."""

    file: str
    address: str
    name: str


GUIDES = (
    Guide("docs/README.md", "/docs", "Overview"),
    Guide("docs/quickstart.md", "/docs/quickstart", "Quickstart"),
    Guide("docs/authentication.md", "/docs/authentication", "Authentication"),
    Guide("docs/lists.md", "/docs/lists", "Lists"),
    Guide("docs/webhooks.md", "/docs/webhooks", "Webhooks"),
    Guide("docs/events.md", "/docs/events", "Events"),
    Guide("docs/errors.md", "/docs/errors", "Errors"),
    Guide("docs/limits.md", "/docs/limits", "Idempotency and limits"),
    Guide("docs/onboarding.md", "/docs/onboarding", "Onboarding"),
    Guide("docs/sandbox.md", "/docs/sandbox", "Sandbox"),
    Guide("docs/compatibility.md", "/docs/compatibility", "Compatibility"),
    Guide("CHANGELOG.md", "/docs/changelog", "Changelog"),
)
ADDRESSES = {guide.file: guide.address for guide in GUIDES}


def handlers(environment: Environment, base: str, headers: dict[str, str]) -> list[HTTPRouteHandler]:
    """`base`: the address of this installation, for the examples."""
    return [_handler(guide, environment, base, headers) for guide in GUIDES]


def read(guide: Guide, base: str) -> Page:
    text = (ROOT / guide.file).read_text().replace(WRITTEN_FOR, base)
    return markdown.page(text, _links(guide))


def _handler(guide: Guide, environment: Environment, base: str, headers: dict[str, str]) -> HTTPRouteHandler:
    @cache
    def rendered() -> str:
        shown = read(guide, base)
        return environment.get_template("guide.html").render(
            page=shown, guides=GUIDES, guide=guide, version=__version__
        )

    @get(guide.address, media_type=MediaType.HTML, sync_to_thread=False)
    def show() -> Response[str]:
        return Response(rendered(), media_type=MediaType.HTML, headers=headers)

    return show


def _links(guide: Guide) -> Callable[[str], str]:
    """`errors.md#codes` leads to the page of that document; what is no document stays as it is."""
    folder = (ROOT / guide.file).parent

    def address(href: str) -> str:
        path, mark, fragment = href.partition("#")
        if ":" in path or not path.endswith(".md"):
            return href
        file = (folder / path).resolve().relative_to(ROOT.resolve()).as_posix()
        return ADDRESSES[file] + mark + fragment

    return address
