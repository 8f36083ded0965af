"""Logs on the wire: newest first, by cursor, so that a page costs the same however long the log is."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, NamedTuple, TypeVar

from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import QueryParameter, SkipValidation

from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.wire.entrance import Connection

T = TypeVar("T")

USUAL, MOST = 50, 200
LONGEST = 100  # characters
WORD = {"maxLength": LONGEST, "pattern": "^[ -~]*$"}
LIMIT = QueryParameter(
    description=f"Rows at most; more than {MOST} is {MOST}.",
    schema_extra={"type": "integer", "minimum": 1, "default": USUAL, "examples": [USUAL]},
)
SHOWN = {"format": "date-time", "examples": ["2026-11-21T22:17:36Z"]}
SINCE = QueryParameter(description="Nothing older than this time. Without a zone: UTC.", schema_extra=SHOWN)
UNTIL = QueryParameter(description="Only what is older than this time. Without a zone: UTC.", schema_extra=SHOWN)


class Cursor(NamedTuple):
    """How `next_cursor` of a log looks: its pattern, and one of its kind."""

    pattern: str
    example: str

    @property
    def parameter(self) -> QueryParameter:
        about = "`next_cursor` of the page before; none: the newest."
        extra = {"pattern": f"^({self.pattern})?$", "examples": [self.example]}
        return QueryParameter(description=about, schema_extra=extra)

    def read(self, text: str | None) -> str | None:
        """None for the first page. Raises BadInput."""
        if text and not re.fullmatch(self.pattern, text, re.ASCII):
            raise BadInput("cursor must be the next_cursor of a page.", field="cursor")
        return text or None


def one_cursor(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A guard: of several cursors nobody knows which one is meant. Raises BadInput."""
    if len(connection.query_params.getall("cursor", [])) > 1:
        raise BadInput("cursor must be given once.", field="cursor")


class Asked(NamedTuple):
    limit: int
    since: datetime | None
    until: datetime | None

    @property
    def one_more(self) -> int:
        """Rows to read, to know whether another page follows."""
        return self.limit + 1

    def cut(self, found: Sequence[T]) -> tuple[Sequence[T], T | None]:
        """The page, and its last row if another page follows."""
        page = found[: self.limit]
        return page, page[-1] if len(found) > self.limit else None


Paged = NamedDependency[SkipValidation[Asked]]


async def paged(
    limit: Annotated[str | None, LIMIT] = None,
    since: Annotated[str | None, SINCE] = None,
    until: Annotated[str | None, UNTIL] = None,
) -> Asked:
    return Asked(rows_at_most(limit), _time("since", since), _time("until", until))


def word(name: str, value: str | None) -> str | None:
    """A short text; an empty one is none. Raises BadInput that names it."""
    if value and not (len(value) <= LONGEST and value.isascii() and value.isprintable()):
        raise BadInput(f"{name} must be a text of at most {LONGEST} characters.", field=name)
    return value or None


def rows_at_most(text: str | None) -> int:
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
