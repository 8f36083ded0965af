"""Samples of a header's medium: Meta's reviewers look at one, and a template names it by a handle."""

from typing import NamedTuple

from partnerhub.domain.wabas import Line
from partnerhub.kit.problems import BadInput
from partnerhub.upstream.graph import uploads

MEGABYTE = 1024 * 1024
LARGEST = 16 * MEGABYTE


class Kind(NamedTuple):
    """`starts` stands `at` so many bytes from the beginning."""

    header: str
    mime: str
    ending: str
    starts: bytes
    most: int
    at: int = 0


KINDS = (
    Kind("IMAGE", "image/jpeg", "jpg", b"\xff\xd8\xff", 5 * MEGABYTE),
    Kind("IMAGE", "image/png", "png", b"\x89PNG\r\n\x1a\n", 5 * MEGABYTE),
    Kind("VIDEO", "video/mp4", "mp4", b"ftyp", LARGEST, at=4),
    Kind("DOCUMENT", "application/pdf", "pdf", b"%PDF", LARGEST),
)


class NotASample(BadInput):
    """Meta takes JPEG and PNG pictures, MP4 videos and PDF documents."""


class TooLarge(BadInput):
    """A picture has at most 5 MB, a video or a document 16 MB."""


def kind_of(content: bytes) -> Kind:
    """By its first bytes, for what a browser calls a file is only its name. Raises NotASample, TooLarge."""
    kind = next((one for one in KINDS if content[one.at :].startswith(one.starts)), None)
    if kind is None:
        raise NotASample
    if len(content) > kind.most:
        raise TooLarge
    return kind


async def upload_sample(line: Line, app_id: str, content: bytes) -> str:
    """Its handle. Raises NotASample, TooLarge, GraphError."""
    kind = kind_of(content)
    name = f"sample.{kind.ending}"
    return await uploads.upload(line.graph, line.token, app_id, content=content, name=name, kind=kind.mime)
