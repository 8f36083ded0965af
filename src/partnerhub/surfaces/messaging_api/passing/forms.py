"""A form with a file on its way: looked into only as far as the file's own head, so that a wrong file never leaves.

The bytes stay as they are: what was read to look is sent first, and the rest streams behind it.
"""

import re
from collections.abc import AsyncIterator

import msgspec

from partnerhub.domain.messaging import limits
from partnerhub.domain.messaging.limits import TooLarge

HEAD = 64 * 1024  # a form whose file begins later is Meta's to judge
END = b"\r\n--%b--\r\n"
ROOM = 64 * 1024  # for what may stand behind the file
BOUNDARY = re.compile(r'boundary="?([^";,]+)"?', re.IGNORECASE)
KIND = re.compile(rb"^content-type:[ \t]*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
FIELD = re.compile(rb'\bname="?([^";\r\n]+)"?', re.IGNORECASE)
UNSAID = "application/octet-stream"


class Head(msgspec.Struct):
    """What stands before the file's bytes. `kind` empty: the form does not say."""

    kind: str
    start: int
    fields: frozenset[str]


def head(seen: bytes, boundary: bytes) -> Head | None:
    """None while the file's head is not all there."""
    named: dict[str, bytes] = {}
    parts = seen.split(b"--" + boundary)
    position = len(parts[0])
    for part in parts[1:]:
        about, gap, content = part.partition(b"\r\n\r\n")
        if not gap:
            return None
        name = FIELD.search(about)
        if b"filename" in about.lower():
            start = position + len(b"--" + boundary) + len(about) + len(gap)
            return Head(_kind(about, named), start, frozenset(named))
        named[name[1].decode("latin-1") if name else ""] = content.rstrip(b"\r\n")
        position += len(b"--" + boundary) + len(part)
    return None


def _kind(about: bytes, named: dict[str, bytes]) -> str:
    found = KIND.search(about)
    kind = found[1].decode("latin-1").strip() if found else UNSAID
    return kind if kind.lower() != UNSAID else named.get("type", b"").decode("latin-1").strip()


async def checked(content: AsyncIterator[bytes], kind: str, length: int | None) -> AsyncIterator[bytes]:
    """The same bytes. Raises WrongKind and TooLarge, before the first of them is given out where that is possible.

    `kind`: the form's media type with its boundary; `length`: of all its bytes, where the caller says it.
    """
    found = BOUNDARY.search(kind)
    boundary = found[1].strip().encode("latin-1") if found else b""
    seen, about = b"", None
    async for chunk in content:
        seen += chunk
        about = head(seen, boundary)
        if about is not None or len(seen) > HEAD:
            break
    limit = _limit(about, boundary, length)
    return counted(seen, content, limit)


def _limit(about: Head | None, boundary: bytes, length: int | None) -> int | None:
    """Bytes of the whole form at most; None: not known. Raises."""
    if about is None or not about.kind:
        return None
    if length is not None:
        behind = len(END % boundary) if "messaging_product" in about.fields else ROOM
        limits.check_file(about.kind, length - about.start - behind)
    return about.start + limits.largest(about.kind) + ROOM


async def counted(seen: bytes, content: AsyncIterator[bytes], limit: int | None) -> AsyncIterator[bytes]:
    """Breaks off with TooLarge: what came so far is no whole form, and Meta keeps nothing of it."""
    total = len(seen)
    if seen:
        yield seen
    async for chunk in content:
        total += len(chunk)
        if limit is not None and total > limit:
            raise TooLarge(f"Param file is larger than Meta takes: the form has more than {limit} bytes.")
        yield chunk
