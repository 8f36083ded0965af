"""Marketing: switching on the counting of templates, which has a path of its own here (contract A.2)."""

from typing import Any

from litestar import Response

from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.messaging_api.entrance import Channel, Token, Upstream
from partnerhub.surfaces.messaging_api.passing.answers import whole
from partnerhub.surfaces.messaging_api.passing.nodes import place
from partnerhub.surfaces.messaging_api.passing.objects import Ask

ON = "is_enabled_for_insights=true"


class OnlyOn(BadInput):
    """enable must be true: Meta cannot switch it off again."""


async def count_templates(request: Ask, channel: Channel, graph: Upstream, token: Token) -> Response[Any]:
    """`?enable=true`, for good."""
    if request.query_params.get("enable", "").lower() != "true":
        raise OnlyOn
    where = await place("/{waba}", request, channel, graph, token)
    async with graph.forward("POST", where, token=token, query=ON) as answer:
        return await whole(answer, request)
