"""Figures as edges: GET /{waba}/template_analytics and the like."""

from typing import Any

from partnerhub.sandbox.graph.figures.nodes import FIGURES
from partnerhub.sandbox.wire.call import Call, Node

NAMES = tuple(name for name in FIGURES if name != "analytics")


async def read(name: str, call: Call, node: Node) -> dict[str, Any]:
    return await FIGURES[name](call, node, call.params)
