"""The Hub's style and script: built from frontend/, read once at start, sent compressed, kept by browsers for ever."""

import mimetypes
from pathlib import Path

import msgspec
from litestar import Response
from litestar.exceptions import NotFoundException

FOLDER = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"  # the name changes with the content
FOR_A_DAY = "public, max-age=86400"
ENCODINGS = ("br", "gz")
ENCODING_NAMES = {"br": "br", "gz": "gzip"}


class NotBuilt(RuntimeError):
    """The Hub's style and script are missing. Build them: `make setup`, or `npm ci && npm run build` in frontend/."""

    def __init__(self) -> None:
        super().__init__(type(self).__doc__)


class Entry(msgspec.Struct):
    file: str


class Assets:
    """What lies in `folder`. Raises NotBuilt when nothing was built there."""

    def __init__(self, folder: Path = FOLDER) -> None:
        try:
            manifest = (folder / "manifest.json").read_bytes()
        except FileNotFoundError as error:
            raise NotBuilt from error
        self._built = {
            source: entry.file for source, entry in msgspec.json.decode(manifest, type=dict[str, Entry]).items()
        }
        self._bytes = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    def url(self, source: str) -> str:
        """The address of what was built from `source`, as `src/hub.css`; a file of frontend/public keeps its name."""
        return f"/static/{self._built.get(source, source)}"

    def answer(self, name: str, accepted: str) -> Response[bytes]:
        content = self._bytes.get(name)
        if content is None or name == "manifest.json" or name.endswith(ENCODINGS):
            raise NotFoundException
        headers = {
            "cache-control": FOR_EVER if name in self._built.values() else FOR_A_DAY,
            "vary": "accept-encoding",
        }
        for ending in ENCODINGS:
            if ENCODING_NAMES[ending] in accepted and (smaller := self._bytes.get(f"{name}.{ending}")):
                content, headers["content-encoding"] = smaller, ENCODING_NAMES[ending]
                break
        return Response(
            content, media_type=mimetypes.guess_type(name)[0] or "application/octet-stream", headers=headers
        )
