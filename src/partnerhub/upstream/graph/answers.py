"""Graph's answers, read as what they are documented to be."""

from typing import Any, TypeVar

import msgspec

from partnerhub.upstream.graph.errors import GraphUnavailable

T = TypeVar("T")


class Cursors(msgspec.Struct):
    after: str | None = None


class Paging(msgspec.Struct):
    """Where a list goes on; without `next` it ends here."""

    cursors: Cursors = msgspec.field(default_factory=Cursors)
    next: str | None = None

    @property
    def after(self) -> str | None:
        return self.cursors.after if self.next else None


def read(answer: dict[str, Any], kind: type[T]) -> T:
    """Graph sends some numbers as text, so not strictly."""
    try:
        return msgspec.convert(answer, kind, strict=False)
    except msgspec.ValidationError as error:
        raise GraphUnavailable(f"The WhatsApp platform's answer is not as documented: {error}") from error
