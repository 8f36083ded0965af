"""Which languages there are, and which one is spoken in the task at hand."""

from collections.abc import Collection, Generator
from contextlib import contextmanager
from contextvars import ContextVar

ENGLISH = "en"

_spoken: ContextVar[str] = ContextVar("spoken", default=ENGLISH)


def spoken() -> str:
    return _spoken.get()


def speak(language: str) -> None:
    """From here to the end of this task: of one request, as a server gives each its own."""
    _spoken.set(language)


@contextmanager
def speaking(language: str | None) -> Generator[None]:
    """For what is written to somebody else than the reader, such as a letter; null: English."""
    before = _spoken.set(language or ENGLISH)
    try:
        yield
    finally:
        _spoken.reset(before)


def first_of(accepted: str, known: Collection[str]) -> str:
    """The first of an `accept-language` that is known, else English: `pt-BR,pt;q=0.9` → `pt`."""
    named = (one.partition(";")[0].strip().partition("-")[0].lower() for one in accepted.split(","))
    return next((one for one in named if one in known), ENGLISH)
