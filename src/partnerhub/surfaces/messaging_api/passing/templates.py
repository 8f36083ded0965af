"""Templates by the channel's key: Meta has them, and our own rows follow soon after a change."""

from typing import Any

from litestar import Response

from partnerhub.domain import messaging
from partnerhub.domain.messaging import limits
from partnerhub.kit import clock
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.noting import noting
from partnerhub.surfaces.messaging_api.passing.answers import HTTP_ERROR, whole
from partnerhub.surfaces.messaging_api.passing.nodes import Proof, place
from partnerhub.surfaces.messaging_api.passing.objects import JSON, Ask, Serve, json_object, query_of, to

VERBS = {"POST": "change", "DELETE": "delete"}
ARCHIVE = "/{waba}/message_templates/"


def template_to(path: str, proof: Proof | None = None) -> Serve:
    pass_to = to(path, proof)

    async def pass_on(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        return await _noted(await pass_to(request, channel, graph, token), request, channel)

    return pass_on


def archive_to(verb: str) -> Serve:
    """`archive` and `unarchive` are not on the host and in the version of everything else."""

    async def pass_on(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
        body, where = await json_object(request), await place(ARCHIVE + verb, request, channel, graph, token)
        limits.check(body or b"{}", limits.Archive)
        query = query_of(request)
        async with graph.forward(
            "POST", where, token=token, query=query, headers=JSON, body=body, versioned=False
        ) as answer:
            return await _noted(await whole(answer, request), request, channel)

    return pass_on


async def _noted(answer: Response[Any], request: Ask, channel: Channel) -> Response[Any]:
    if request.method != "GET" and (answer.status_code or HTTP_ERROR) < HTTP_ERROR:
        database = noting(request, channel, f"templates.{VERBS[request.method]}")
        await messaging.templates_changed(database, channel, now=clock.now())
    return answer
