"""Answers with `meta`, and Meta's refusals on their way into `meta`."""

from typing import Any

import msgspec
from litestar import MediaType, Response

from partnerhub.upstream.graph import Forwarded, Graph, GraphError, GraphUnavailable, error_of

HTTP_ERROR = 400
Members = dict[str, msgspec.Raw]


class Refused(Exception):
    """Meta said no: told with Meta's status and words, in the shape of `/v1/…`."""

    def __init__(self, error: GraphError, message: str = "", status: int = 0) -> None:
        """`message` and `status` in place of Meta's."""
        super().__init__(str(error))
        self.error = error
        self.message = message or error.details or error.message
        self.status = status or error.status


async def members_of(answer: Forwarded) -> Members:
    """What Graph answered. Raises Refused, GraphUnavailable."""
    if answer.status >= HTTP_ERROR:
        raise refusal(error_of(answer.status, await answer.read()))
    return msgspec.json.decode(await answer.read_json(), type=Members)


def part(told: Members, name: str) -> msgspec.Raw:
    """What Graph always tells. Raises GraphUnavailable."""
    if name not in told:
        raise GraphUnavailable(f"The WhatsApp platform's answer has no {name}.")
    return told[name]


def refusal(error: GraphError) -> Exception:
    """A token that Meta no longer takes is our matter, the caller's key is fine; a page is no word of Meta's."""
    return error if error.is_token_refused or isinstance(error, GraphUnavailable) else Refused(error)


def answered(graph: Graph, status: int, **members: Any) -> Response[bytes]:
    meta = {"api_status": "stable", "version": graph.version}
    return Response(msgspec.json.encode({**members, "meta": meta}), status_code=status, media_type=MediaType.JSON)


def done(graph: Graph, message: str) -> Response[bytes]:
    """Something was carried out that has nothing else to tell."""
    meta = {
        "success": True,
        "http_code": 200,
        "developer_message": message,
        "api_status": "stable",
        "version": graph.version,
    }
    return Response(msgspec.json.encode({"meta": meta}), status_code=200, media_type=MediaType.JSON)
