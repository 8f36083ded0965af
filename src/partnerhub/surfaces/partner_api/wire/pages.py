"""Logs on the wire: newest first, by cursor, so that a page costs the same however long the log is."""

from datetime import datetime
from typing import Annotated, NamedTuple

from litestar.di import NamedDependency
from litestar.params import QueryParameter, SkipValidation

from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput

USUAL, MOST = 50, 200
LONGEST = 100  # characters
WORD = {"maxLength": LONGEST, "pattern": "^[ -~]*$"}
CURSOR = QueryParameter(description="`next_cursor` of the page before; none: the newest.", schema_extra=WORD)
LIMIT = QueryParameter(
    description=f"Rows at most: default {USUAL}, maximum {MOST}.", schema_extra={"type": "integer", "minimum": 1}
)
TIME = QueryParameter(
    description="ISO 8601 time: nothing older than `since`, only what is older than `until`.",
    schema_extra={"format": "date-time"},
)


class Asked(NamedTuple):
    cursor: str | None
    limit: int
    since: datetime | None
    until: datetime | None


Paged = NamedDependency[SkipValidation[Asked]]


async def paged(
    cursor: Annotated[str | None, CURSOR] = None,
    limit: Annotated[str | None, LIMIT] = None,
    since: Annotated[str | None, TIME] = None,
    until: Annotated[str | None, TIME] = None,
) -> Asked:
    return Asked(word("cursor", cursor), _limit(limit), _time("since", since), _time("until", until))


def word(name: str, value: str | None) -> str | None:
    """A short text; an empty one is none. Raises BadInput that names it."""
    if value and not (len(value) <= LONGEST and value.isascii() and value.isprintable()):
        raise BadInput(f"{name} must be a text of at most {LONGEST} characters.", field=name)
    return value or None


def _limit(text: str | None) -> int:
    if not text:
        return USUAL
    if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST and int(text) > 0):
        raise BadInput("limit must be a whole number, 1 or more.", field="limit")
    return min(int(text), MOST)


def _time(name: str, text: str | None) -> datetime | None:
    """A `+` that was not percent-encoded arrives as a space. Without a zone: UTC."""
    if not text:
        return None
    try:
        return clock.utc(datetime.fromisoformat(text.replace(" ", "+")))
    except ValueError as error:
        raise BadInput(f"{name} must be an ISO 8601 time.", field=name) from error
