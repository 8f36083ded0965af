"""What a template must look like to be submitted, and Meta's subcodes when it does not (B.3)."""

import re
from typing import Any

import msgspec

from partnerhub.sandbox.graph.templates import buttons, variables
from partnerhub.sandbox.graph.templates.languages import LANGUAGES
from partnerhub.sandbox.graph.templates.refusals import lacks, misshapen, refused, too_long
from partnerhub.sandbox.wire.envelope import GraphError, missing

NAME = re.compile(r"[a-z0-9_]+")
MAX_NAME = 512
FILES = frozenset({"IMAGE", "VIDEO", "GIF", "DOCUMENT"})
FORMATS = FILES | {"TEXT", "LOCATION"}
CATEGORIES = frozenset({"MARKETING", "UTILITY", "AUTHENTICATION"})
FORMS = frozenset({"POSITIONAL", "NAMED"})
TYPES = frozenset(
    {
        "HEADER",
        "BODY",
        "FOOTER",
        "BUTTONS",
        "CAROUSEL",
        "LIMITED_TIME_OFFER",
        "CALL_PERMISSION_REQUEST",
        "ORDER_DETAILS",
    }
)
LONGEST = {"HEADER": 60, "BODY": 1024, "FOOTER": 60}
CARD_BODY, MOST_CARDS = 160, 10
MARKED = re.compile(r"[\n\r*_~`\U0001F000-\U0001FAFF\u2600-\u27BF]")  # line breaks, marks and emoji
LOOSE = re.compile(r"\n\s*\n\s*\n| {5}")  # more than two line breaks, or than four spaces, in a row

Component = dict[str, Any]


def check_name(name: str) -> None:
    if len(name) > MAX_NAME:
        raise too_long("The name", MAX_NAME)
    if not NAME.fullmatch(name):
        raise refused(
            2388046,
            "Name Format is Incorrect",
            "Message template name can only have lowercase letters and underscores.",
        )


def category(given: str) -> str:
    if given.upper() not in CATEGORIES:
        raise GraphError(100, title=f"Param category must be one of {{{', '.join(sorted(CATEGORIES))}}}.")
    return given.upper()


def language(given: str) -> str:
    if given not in LANGUAGES:
        raise GraphError(100, title=f"Param language must be one of {{{', '.join(LANGUAGES)}}}.")
    return given


def form(given: str) -> str:
    if given.upper() not in FORMS:
        raise GraphError(100, title=f"Param parameter_format must be one of {{{', '.join(sorted(FORMS))}}}.")
    return given.upper()


def components(given: Any, category: str, form: str) -> str:
    """The components as JSON, their types in capitals, once they are sound. Meta writes the texts of AUTHENTICATION."""
    if not isinstance(given, list) or not given:
        raise missing("components")
    made = [_typed(one) for one in given]
    kinds = [one["type"] for one in made]
    if "BODY" not in kinds and "CAROUSEL" not in kinds:
        raise GraphError(100, title="Message template must have a component of type BODY.", subcode=2388043)
    if len(set(kinds)) < len(kinds):
        raise GraphError(100, title="Message template can have one component of each type only.")
    for one in made:
        _check(one, form, written=category != "AUTHENTICATION")
    return msgspec.json.encode(made).decode()


def _typed(given: Any) -> Component:
    kind = str(given.get("type", "")).upper() if isinstance(given, dict) else ""
    if kind not in TYPES:
        raise GraphError(100, title=f"Param components[]['type'] must be one of {{{', '.join(sorted(TYPES))}}}.")
    return {**given, "type": kind}


def _check(one: Component, form: str, *, written: bool) -> None:
    kind, text = one["type"], one.get("text", "")
    if not isinstance(text, str) or len(text) > LONGEST.get(kind, len(text)):
        raise too_long(kind, LONGEST.get(kind, 0))
    if kind == "HEADER":
        _header(one, text, form)
    elif kind == "BODY" and (text or written):
        _body(text, one.get("example"), form)
    elif kind == "FOOTER" and (text or written):
        _footer(text)
    elif kind == "BUTTONS":
        buttons.check(one.get("buttons"))
    elif kind == "CAROUSEL":
        _cards(one.get("cards"), form)


def _header(one: Component, text: str, form: str) -> None:
    shape = str(one.get("format", "TEXT")).upper()
    if shape not in FORMATS:
        raise GraphError(100, title=f"Param components[]['format'] must be one of {{{', '.join(sorted(FORMATS))}}}.")
    if shape in FILES and not (one.get("example") or {}).get("header_handle"):
        raise lacks("HEADER", "example")
    if shape != "TEXT":
        return
    if not text:
        raise lacks("HEADER", "text")
    if MARKED.search(variables.ANYTHING.sub("", text)):
        raise misshapen("HEADER", "The header cannot have line breaks, formatting marks or emoji.")
    if len(variables.variables(text)) > 1:
        raise misshapen("HEADER", "The header can have one variable at most.")
    variables.check("HEADER", text, one.get("example"), form)


def _body(text: str, example: Any, form: str) -> None:
    if not text:
        raise lacks("BODY", "text")
    if LOOSE.search(text):
        raise misshapen("BODY", "The body cannot have more than two line breaks or four spaces in a row.")
    variables.check("BODY", text, example, form)


def _footer(text: str) -> None:
    if not text:
        raise lacks("FOOTER", "text")
    if variables.variables(text):
        raise misshapen("FOOTER", "The footer cannot have variables.")
    if MARKED.search(text):
        raise misshapen("FOOTER", "The footer cannot have line breaks, formatting marks or emoji.")


def _cards(given: Any, form: str) -> None:
    """Cards look all alike: a picture or a film, the same buttons."""
    if (
        not isinstance(given, list)
        or not 1 <= len(given) <= MOST_CARDS
        or not all(isinstance(one, dict) for one in given)
    ):
        raise GraphError(100, title=f"Param cards must be an array of 1 to {MOST_CARDS} cards.")
    looks: set[tuple[Any, ...]] = set()
    for card in given:
        parts = [_typed(one) for one in card.get("components") or []]
        for one in parts:
            if one["type"] == "BODY" and len(str(one.get("text", ""))) > CARD_BODY:
                raise too_long("BODY of a card", CARD_BODY)
            _check(one, form, written=True)
        looks.add(tuple(_look(one) for one in parts))
    if len(looks) > 1:
        raise GraphError(100, title="All cards of a carousel must have the same components.")


def _look(one: Component) -> tuple[Any, ...]:
    kinds = tuple(button.get("type") for button in one.get("buttons") or [])
    return (one["type"], one.get("format"), kinds)
