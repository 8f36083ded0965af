"""Files that Meta keeps as samples: a session, the bytes, a handle (contract messaging-and-meta A.2)."""

import msgspec

from partnerhub.upstream.graph.answers import read
from partnerhub.upstream.graph.client import Graph
from partnerhub.upstream.graph.errors import error_of
from partnerhub.upstream.graph.forwarded import HTTP_ERROR

SCHEME = "OAuth"  # Meta's uploads take no other


class _Session(msgspec.Struct):
    id: str


class _Kept(msgspec.Struct):
    h: str


async def upload(graph: Graph, token: str, app_id: str, *, content: bytes, name: str, kind: str) -> str:
    """The handle that a template names its sample by. Raises `GraphError`."""
    query = {"file_name": name, "file_length": str(len(content)), "file_type": kind}
    session = read(await graph.call("POST", f"/{app_id}/uploads", token=token, params=query), _Session)
    headers = {"file_offset": "0", "content-type": "application/octet-stream"}
    path, _, rest = session.id.partition("?")  # Meta's session ids end with a signature
    async with graph.forward(
        "POST", f"/{path}", token=token, query=rest, headers=headers, body=content, scheme=SCHEME
    ) as answer:
        text = await answer.read()
    if answer.status >= HTTP_ERROR:
        raise error_of(answer.status, text)
    return read(msgspec.json.decode(text), _Kept).h
