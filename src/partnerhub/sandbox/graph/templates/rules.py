"""What a template must look like to be submitted, and Meta's subcodes when it does not (B.3)."""

import re
from typing import Any

import msgspec

from partnerhub.sandbox.wire.envelope import GraphError, missing

NAME = re.compile(r"[a-z0-9_]+")
MAX_NAME, MOST_BUTTONS = 512, 10
FILES = frozenset({"IMAGE", "VIDEO", "GIF", "DOCUMENT"})
CATEGORIES = frozenset({"MARKETING", "UTILITY", "AUTHENTICATION"})
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
VARIABLE = r"\{\{\s*[a-z0-9_]+\s*\}\}"
AT_EDGE = re.compile(rf"^\s*{VARIABLE}|{VARIABLE}\s*$")
ANY_VARIABLE = re.compile(VARIABLE)


def check_name(name: str) -> None:
    if len(name) > MAX_NAME:
        raise _refused(2388040, "Character Limit Exceeded", f"The name can have {MAX_NAME} characters at most.")
    if not NAME.fullmatch(name):
        raise _refused(
            2388046,
            "Name Format is Incorrect",
            "Message template name can only have lowercase letters and underscores.",
        )


def category(given: str) -> str:
    if given.upper() not in CATEGORIES:
        raise GraphError(100, title=f"Param category must be one of {{{', '.join(sorted(CATEGORIES))}}}.")
    return given.upper()


def components(given: Any) -> str:
    """The components as JSON, their types in capitals, once they are sound."""
    if not isinstance(given, list) or not given:
        raise missing("components")
    made = [_component(one) for one in given]
    if not any(one["type"] in {"BODY", "CAROUSEL"} for one in made):
        raise GraphError(100, title="Message template must have a component of type BODY.", subcode=2388043)
    return msgspec.json.encode(made).decode()


def _component(given: Any) -> dict[str, Any]:
    kind = str(given.get("type", "")).upper() if isinstance(given, dict) else ""
    if kind not in TYPES:
        raise GraphError(100, title=f"Param components[]['type'] must be one of {{{', '.join(sorted(TYPES))}}}.")
    text = given.get("text", "")
    if not isinstance(text, str) or len(text) > LONGEST.get(kind, len(text)):
        raise _refused(2388040, "Character Limit Exceeded", f"{kind} can have {LONGEST.get(kind)} characters at most.")
    if kind == "BODY" and AT_EDGE.search(text):
        raise _refused(
            2388299,
            "Variables can't be at the start or end of the template",
            "Write text before and after each variable.",
        )
    if kind == "FOOTER" and ANY_VARIABLE.search(text):
        raise _refused(2388073, "Footer format is incorrect", "The footer cannot have variables.")
    if kind == "HEADER" and len(ANY_VARIABLE.findall(text)) > 1:
        raise _refused(2388047, "Header format is incorrect", "The header can have one variable at most.")
    if (kind == "BODY" and ANY_VARIABLE.search(text)) or (kind == "HEADER" and _needs_sample(given, text)):
        _sampled(kind, given.get("example"))
    if kind == "BUTTONS":
        _buttons(given.get("buttons"))
    return {**given, "type": kind}


def _needs_sample(header: dict[str, Any], text: str) -> bool:
    return header.get("format") in FILES or bool(ANY_VARIABLE.search(text))


def _sampled(kind: str, example: Any) -> None:
    """Whoever reviews a template wants to see what variables stand for, and a picture."""
    if not example:
        raise _refused(
            2388043,
            'Message template "components" param is missing expected field(s)',
            f"component of type {kind} is missing expected field(s) (example)",
        )


def _buttons(given: Any) -> None:
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_BUTTONS:
        raise GraphError(100, title=f"Param buttons must be an array of 1 to {MOST_BUTTONS} buttons.")
    for one in given:
        if isinstance(one, dict) and one.get("type") == "URL" and ANY_VARIABLE.search(str(one.get("url", ""))):
            _sampled("BUTTONS", one.get("example"))


def name_taken(language: str) -> GraphError:
    return _refused(
        2388024,
        "Content in This Language Already Exists",
        f"There is already {language} content for this template.",
    )


def _refused(subcode: int, title: str, text: str) -> GraphError:
    return GraphError(100, title="Invalid parameter", subcode=subcode, user=(title, text))
