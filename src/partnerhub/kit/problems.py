"""Problems: errors that a caller may see. A subclass's docstring is its message."""

import asyncio
from typing import ClassVar

from partnerhub.kit.words import t


class Problem(Exception):
    """Something went wrong."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"

    def __init__(
        self, message: str | None = None, *, field: str | None = None, details: list[str] | None = None
    ) -> None:
        """`field` names the part of the input at fault; `details` are further sentences.

        `sentence` is for pages, in the reader's language; `message` is its English, for the APIs.
        """
        self.sentence: str = t(message or (type(self).__doc__ or "").strip().splitlines()[0])
        self.message = str(self.sentence)
        self.field = field
        self.details = details or []
        super().__init__(self.message)


class HungUpError(asyncio.CancelledError):
    """The caller hung up while speaking: nobody waits for an answer, and nothing crashed."""


class BadInput(Problem):
    """The request is not valid."""

    code = "bad_input"


class Unauthorized(Problem):
    """Authentication credentials are missing or invalid."""

    status = 401
    code = "unauthorized"


class Forbidden(Problem):
    """The credentials are valid but do not permit this."""

    status = 403
    code = "forbidden"


class NotFound(Problem):
    """Not found."""

    status = 404
    code = "not_found"


class Conflict(Problem):
    """The thing is not in a state that allows this."""

    status = 409
    code = "conflict"


class TooMany(Problem):
    """Too many requests."""

    status = 429
    code = "too_many_requests"

    def __init__(self, message: str | None = None, *, retry_after: int = 1) -> None:
        """`retry_after`: seconds after which the next try may succeed."""
        super().__init__(message)
        self.retry_after = retry_after
