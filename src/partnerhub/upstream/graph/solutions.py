"""Multi-partner solutions: how a WABA that another partner's signup brought is shared with us."""

import msgspec

from partnerhub.upstream.graph.answers import read
from partnerhub.upstream.graph.client import Graph


class Token(msgspec.Struct, frozen=True):
    """A business token for what the business has shared with the solution; `expires_at` in Unix seconds, 0: never."""

    access_token: str
    expires_at: int = 0


async def token(graph: Graph, system_token: str, solution_id: str, business_id: str) -> Token:
    answer = await graph.call(
        "GET", f"/{solution_id}/access_token", token=system_token, params={"business_id": business_id}
    )
    return read(answer, Token)
