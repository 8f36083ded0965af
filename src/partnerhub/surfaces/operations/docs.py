"""/docs: the API documents as a page for people, rendered on the server, readable without a script."""

from litestar import MediaType, Response, get


@get("/docs", media_type=MediaType.HTML)
async def page() -> Response[str]:
    return Response("", media_type=MediaType.HTML)
