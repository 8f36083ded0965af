"""Files in pieces, for pictures of profiles and examples of templates: a session, its pieces, a handle (contract A.2).

Sessions belong to the installation's app at Meta; their ids begin with `upload:` and nobody can guess one.
"""

import re
from typing import Any

from litestar import Response
from litestar.params import FromPath

from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.messaging_api.entrance import Token, Upstream
from partnerhub.surfaces.messaging_api.passing.answers import whole
from partnerhub.surfaces.messaging_api.passing.nodes import NoSuchNode
from partnerhub.surfaces.messaging_api.passing.objects import Ask, query_of, stream

PREFIX = "upload:"
OFFSET = "file_offset"
SESSION = re.compile(r"upload:[A-Za-z0-9_=:.-]{1,500}")
SCHEME = "OAuth"  # Meta's uploads take no other


class NotASession(BadInput):
    """The id of an upload session begins with `upload:`."""


async def begin_upload(request: Ask, graph: Upstream, token: Token) -> Response[Any]:
    """`file_name`, `file_length` and `file_type` are in the query."""
    where = f"/{request.app.state.settings.meta_app_id}/uploads"
    async with graph.forward("POST", where, token=token, query=query_of(request)) as answer:
        return await whole(answer, request)


async def progress(request: Ask, graph: Upstream, token: str, session: str) -> Response[Any]:
    async with graph.forward("GET", _place(session), token=token, query=query_of(request), scheme=SCHEME) as answer:
        return await whole(answer, request)


async def upload(request: Ask, graph: Upstream, token: Token, media_id: FromPath[str]) -> Response[Any]:
    """The bytes from `file_offset` on; after the last Meta answers with the handle."""
    given = request.headers.get(OFFSET)
    if not media_id.startswith(PREFIX):
        if given is not None:
            raise NotASession
        raise NoSuchNode(f"Unknown path components: /{media_id}")
    offset = {OFFSET: given} if given is not None else {}
    return await stream(request, graph, _place(media_id), token, headers=offset, scheme=SCHEME)


def _place(session: str) -> str:
    if not SESSION.fullmatch(session):
        raise NoSuchNode(f"Unknown path components: /{session}")
    return f"/{session}"
