"""A body against its limits, and what is wrong with it in Graph's words: `Param text['body'] must be …`."""

import re
from typing import TypeVar

import msgspec

from partnerhub.kit.problems import BadInput

T = TypeVar("T", bound=msgspec.Struct)
PLACE = re.compile(r" - at `\$\.?(.*)`$")
KINDS = {
    "str": "a string",
    "array": "an array",
    "object": "an object",
    "bool": "a boolean",
    "int": "a number",
    "float": "a number",
}
WORDINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"Expected `str` of length <= (\d+)", "must be at most {0} characters long"),
        (r"Expected `str` of length >= 1", "must not be empty"),
        (r"Expected `array` of length <= (\d+)", "must have at most {0} items"),
        (r"Expected `array` of length >= (\d+)", "must have at least {0} items"),
        (r"Expected `float` <= (-?\d+)", "must be at most {0}"),
        (r"Expected `float` >= (-?\d+)", "must be at least {0}"),
    )
)
MISSING = re.compile(r"Object missing required field `(.+?)`")
OTHER_KIND = re.compile(r"Expected `(\w+)[^`]*`, got `\w+`")
STEP = re.compile(r"(\w+)((?:\[[^]]*\])*)")


class Beyond(BadInput):
    """The request is beyond what Meta takes."""


def check(body: bytes, kind: type[T]) -> T:
    """`body` is a JSON object, as far as anybody has looked. Raises Beyond, which names the parameter."""
    try:
        return msgspec.json.decode(body, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise beyond(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:  # a text that is no UTF-8, half a surrogate pair
        raise Beyond(f"The body is not valid JSON: {error}") from error


def beyond(text: str) -> Beyond:
    """From what the decoder says."""
    place = PLACE.search(text)
    steps = place[1] if place else ""
    if missing := MISSING.search(text):
        return Beyond(f"The parameter {param(f'{steps}.{missing[1]}')} is required.")
    return Beyond(f"Param {param(steps) or 'body'} {_worded(PLACE.sub('', text))}.")


def _worded(text: str) -> str:
    for pattern, wording in WORDINGS:
        if found := pattern.search(text):
            return wording.format(*found.groups())
    if found := OTHER_KIND.search(text):
        return f"must be {KINDS.get(found[1], found[1])}"
    return f"is not valid: {text}"


def param(steps: str) -> str:
    """`interactive.action.buttons[0].title` as Graph writes it: `interactive['action']['buttons'][0]['title']`."""
    found = STEP.findall(steps)
    return "".join(f"['{name}']{place}" if at else f"{name}{place}" for at, (name, place) in enumerate(found))
