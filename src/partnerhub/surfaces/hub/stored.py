"""Sends the built style and script, and what browsers and crawlers ask for at fixed addresses."""

from litestar import MediaType, Response
from litestar.params import FromPath

from partnerhub.surfaces.hub.parts import InHub, Page


async def send(name: FromPath[str], hub: InHub, request: Page) -> Response[bytes]:
    return hub.assets.answer(name, request.headers.get("accept-encoding", ""))


async def icon(hub: InHub, request: Page) -> Response[bytes]:
    return hub.assets.answer("favicon.svg", request.headers.get("accept-encoding", ""))


async def robots() -> Response[str]:
    """Nothing here is for search engines."""
    return Response("User-agent: *\nDisallow: /\n", media_type=MediaType.TEXT)
