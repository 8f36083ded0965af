"""The script of the connect button, for pages of any origin; its npm package; and the script that tells it of the pages."""

import gzip
import io
import tarfile
from pathlib import Path

from litestar import Response

HERE = Path(__file__).parent
SCRIPT = "text/javascript; charset=utf-8"
AN_HOUR = {"cache-control": "public, max-age=3600"}
ANY_ORIGIN = {**AN_HOUR, "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
BUTTON, PROGRESS = ((HERE / name).read_bytes() for name in ("connect-button.js", "progress.js"))

IN_PACKAGE = ("package.json", "README.md", "connect-button.js", "connect-button.d.ts", "react.d.ts")
PACKAGE = "partnerhub-connect-button.tgz"


def packed() -> bytes:
    """What `npm pack` makes of this folder, the same bytes each time."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for name in IN_PACKAGE:
            archive.add(HERE / name, f"package/{name}", filter=_nobodys)
    return gzip.compress(tar.getvalue(), mtime=0)


def _nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.mtime, entry.mode, entry.uid, entry.gid, entry.uname, entry.gname = 0, 0o644, 0, 0, "", ""
    return entry


async def package() -> Response[bytes]:
    """`npm install https://<hub>/hub/partnerhub-connect-button.tgz`."""
    return Response(packed(), media_type="application/gzip", headers=AN_HOUR)


async def button() -> Response[bytes]:
    return Response(BUTTON, media_type=SCRIPT, headers=ANY_ORIGIN)


async def progress() -> Response[bytes]:
    return Response(PROGRESS, media_type=SCRIPT, headers=AN_HOUR)
