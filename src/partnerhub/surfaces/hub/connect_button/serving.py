"""The script of the connect button, for pages of any origin; and the one by which onboarding pages tell it where they are."""

from pathlib import Path

from litestar import Response

HERE = Path(__file__).parent
SCRIPT = "text/javascript; charset=utf-8"
AN_HOUR = {"cache-control": "public, max-age=3600"}
ANY_ORIGIN = {**AN_HOUR, "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
BUTTON, PROGRESS = ((HERE / name).read_bytes() for name in ("connect-button.js", "progress.js"))


async def button() -> Response[bytes]:
    return Response(BUTTON, media_type=SCRIPT, headers=ANY_ORIGIN)


async def progress() -> Response[bytes]:
    return Response(PROGRESS, media_type=SCRIPT, headers=AN_HOUR)
