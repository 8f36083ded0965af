"""Sends the built style and script."""

from litestar import Response
from litestar.params import FromPath

from partnerhub.surfaces.hub.parts import InHub, Page


async def send(name: FromPath[str], hub: InHub, request: Page) -> Response[bytes]:
    return hub.assets.answer(name, request.headers.get("accept-encoding", ""))
