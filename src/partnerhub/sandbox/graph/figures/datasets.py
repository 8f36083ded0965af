"""The dataset of a WABA, which events from ads that lead to a chat are counted in: one a WABA."""

from typing import Any

from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.store import nodes, wabas
from partnerhub.sandbox.wire.call import Call, Node


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await wabas.find(db, node.waba)
    return {"data": [{"id": row["dataset_id"]}] if row and row["dataset_id"] else []}


async def make(call: Call, node: Node) -> dict[str, Any]:
    """The one there is, or a new one."""
    new = numeric_id()
    async with call.database.working_write() as db:
        made = await wabas.dataset(db, node.waba, new)
        if made == new:
            await nodes.add(db, new, "dataset", node.waba)
    return {"id": made}


async def show(_call: Call, node: Node) -> dict[str, Any]:
    return {"id": node.id, "name": "Conversions"}
