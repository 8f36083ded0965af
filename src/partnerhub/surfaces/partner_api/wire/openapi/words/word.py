"""A word of the API: what a field is, how it looks, and what else JSON Schema can say of it."""

from typing import Any

Schema = dict[str, Any]
TIME = "2026-11-21T22:17:36Z"


def word(text: str, *examples: Any, **more: Any) -> Schema:
    """`more`: keywords of JSON Schema beside it."""
    shown = {"examples": list(examples)} if examples else {}
    return {"description": text, **shown, **more}


def one_of(text: str, *words: str) -> Schema:
    """A text of a closed set."""
    return {"description": text, "enum": list(words)}


def moment(text: str) -> Schema:
    """A time, UTC, in whole seconds."""
    return word(text, TIME, format="date-time")
