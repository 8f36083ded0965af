"""Pages: Jinja templates with what each of them may use."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from litestar import Response
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template.config import TemplateConfig
from markupsafe import Markup, escape

from partnerhub.domain.partners import COUNTRIES
from partnerhub.kit import clock
from partnerhub.kit.phones import international
from partnerhub.kit.problems import Problem, TooMany
from partnerhub.kit.words import (
    country_name,
    dated,
    decimal,
    money,
    named_countries,
    said,
    spoken,
    t,
    tn,
    whole,
    written,
)
from partnerhub.surfaces.hub import forgery, headers
from partnerhub.surfaces.hub.parts import Hub
from partnerhub.surfaces.hub.speech.choosing import CHOICES
from partnerhub.surfaces.hub.speech.codes import worded

VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
MARKS = tuple(
    (re.compile(pattern), element)
    for pattern, element in (
        (r"```(.+?)```", "code"),
        (r"(?<!\w)\*([^*\n]+)\*(?!\w)", "b"),
        (r"(?<!\w)_([^_\n]+)_(?!\w)", "i"),
        (r"(?<!\w)~([^~\n]+)~(?!\w)", "s"),
    )
)
TEMPLATES = Path(__file__).parent / "templates"


def page(template: str, *, status: int = 200, **values: Any) -> Template:
    return Template(template, context=values, status_code=status)


def tell_when(answer: Response[Any], problem: Problem | None) -> None:
    """`Retry-After`, if it is too early only."""
    if isinstance(problem, TooMany):
        answer.headers["retry-after"] = str(problem.retry_after)


def engine(hub: Hub) -> TemplateConfig[JinjaTemplateEngine]:
    """Every template may use: `asset`, `nonce()`, `csrf()`, `csrf_field()`, `request_id()`, `t()`, `tn()`, `spoken()`,
    `terms_url`, `countries()`, `|time`, `|second`, `|day`, `|month`, `|dated`, `|code`, `|phone`, `|whole`, `|decimal`, `|money`,
    `|filled`, `|whatsapp`.

    Each text for people stands in `t(…)`, or `tn(…)` where it counts: see `kit/words`.
    """
    environment = Environment(
        loader=FileSystemLoader([TEMPLATES, TEMPLATES.parent / "onboarding" / "templates"]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_offered(hub))
    environment.filters.update(FILTERS)
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))


def _offered(hub: Hub) -> dict[str, Any]:
    @pass_context
    def csrf(context: Context) -> str:
        return forgery.token(context["request"], hub)

    @pass_context
    def csrf_field(context: Context) -> Markup:
        return Markup('<input type="hidden" name="{}" value="{}">').format(forgery.FIELD, csrf(context))

    @pass_context
    def nonce(context: Context) -> str:
        return headers.nonce(context["request"].scope)

    @pass_context
    def request_id(context: Context) -> str:
        return headers.request_id(context["request"].scope)

    return {
        "asset": hub.assets.url, "countries": lambda: named_countries(COUNTRIES),
        "csrf": csrf, "csrf_field": csrf_field, "nonce": nonce,
        "request_id": request_id,
        "offered_languages": CHOICES, "said": said, "spoken": spoken, "t": t, "tn": tn, "terms_url": hub.settings.terms_url,
    }  # fmt: skip


def _time(moment: datetime) -> Markup:
    """UTC as text; the script shows it in the reader's zone."""
    wire = clock.iso(moment)
    return Markup('<time datetime="{}">{}</time>').format(wire, written(moment))


def _second(moment: datetime) -> Markup:
    """The same to the second, where several things happen in one minute."""
    wire = clock.iso(moment)
    return Markup('<time datetime="{}" data-seconds>{}</time>').format(wire, written(moment, seconds=True))


def _day(day: date) -> Markup:
    """A day of the calendar, in no zone; the script writes it as the reader's language does."""
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), written(day))


def _filled(text: str, samples: str) -> str:
    """A template's text with the samples, one a line, in the place of its variables; those without one stay."""
    given = dict(zip(sorted_names(text), samples.splitlines(), strict=False))
    return VARIABLE.sub(lambda found: given.get(found[1]) or found[0], text)


def _whatsapp(text: str) -> Markup:
    """Text as WhatsApp shows it: bold, italic, struck out, fixed width."""
    shown = str(escape(text))
    for mark, element in MARKS:
        shown = mark.sub(rf"<{element}>\1</{element}>", shown)
    return Markup(shown)  # noqa: S704  escaped above


def sorted_names(text: str) -> list[str]:
    """A text's variables in the order of their samples: numbers by number, names as they come."""
    found = list(dict.fromkeys(VARIABLE.findall(text)))
    return sorted(found, key=int) if all(one.isdecimal() for one in found) else found


FILTERS: dict[str, Callable[..., Any]] = {
    "time": _time,
    "second": _second,
    "day": _day,
    "phone": international,
    "whole": whole,
    "code": worded,
    "country": country_name,
    "month": lambda day: dated(day, "yMMMM"),
    "dated": dated,
    "decimal": decimal,
    "money": money,
    "filled": _filled,
    "whatsapp": _whatsapp,
}
