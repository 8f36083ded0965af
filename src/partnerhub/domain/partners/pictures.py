"""What a logo may be: a PNG, JPEG or WebP picture of a sensible size, told by its own first bytes and not by its name."""

import struct

import msgspec

from partnerhub.kit.problems import BadInput
from partnerhub.kit.words import t

MOST_BYTES = 256 * 1024
SIDES = range(16, 2001)  # pixels
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
SIZED = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the JPEG markers that tell the size


class BadLogo(BadInput):
    """The logo must be a PNG, JPEG or WebP picture. An SVG can carry scripts: save it as a PNG."""

    code = "bad_logo"


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    media_type: str
    width: int
    height: int


def judged(content: bytes) -> Picture:
    """Raises BadLogo."""
    if len(content) > MOST_BYTES:
        raise BadLogo(t("The logo must have at most {most} KB.", most=MOST_BYTES // 1024), field="logo")
    try:
        picture = _read(content)
    except struct.error:
        picture = None
    if picture is None:
        raise BadLogo(field="logo")
    if picture.width not in SIDES or picture.height not in SIDES:
        least, most = SIDES[0], SIDES[-1]
        raise BadLogo(
            t("The logo must be {least} to {most} pixels wide and high.", least=least, most=most), field="logo"
        )
    return picture


def _read(content: bytes) -> Picture | None:
    if content.startswith(PNG) and content[12:16] == b"IHDR":
        width, height = struct.unpack_from(">II", content, 16)
        return Picture(media_type="image/png", width=width, height=height)
    if content.startswith(JPEG):
        return _jpeg(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content)
    return None


def _jpeg(content: bytes) -> Picture | None:
    place = 2
    while place + 4 <= len(content) and content[place] == 0xFF:  # noqa: PLR2004  each marker begins so
        marker = content[place + 1]
        if marker in SIZED:
            height, width = struct.unpack_from(">HH", content, place + 5)
            return Picture(media_type="image/jpeg", width=width, height=height)
        (length,) = struct.unpack_from(">H", content, place + 2)
        place += 2 + length
    return None


def _webp(content: bytes) -> Picture | None:
    kind = content[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", content, 26))
    else:
        return None
    return Picture(media_type="image/webp", width=width, height=height)
