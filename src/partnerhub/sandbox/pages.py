"""The sandbox's pages for people: rendered, with headers that let only our own scripts run."""

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response

from partnerhub.kit.words import written

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
# No Cross-Origin-Opener-Policy: the dialog must reach the page that opened it.
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

environment = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def moment(at: str) -> str:
    return written(datetime.fromisoformat(at))


environment.filters["moment"] = moment


def render(template: str, status: int = 200, **values: Any) -> Response[str]:
    text = environment.get_template(template).render(**values)
    return Response(text, status_code=status, media_type="text/html; charset=utf-8", headers=HEADERS)
