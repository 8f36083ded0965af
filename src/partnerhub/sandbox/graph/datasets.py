"""The dataset of a WABA, which events from ads that lead to a chat are counted in: one a WABA."""

from typing import Any

from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.store import wabas
from partnerhub.sandbox.wire.call import Call, Node


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await wabas.find(db, node.waba)
    return {"data": [{"id": row["dataset_id"]}] if row and row["dataset_id"] else []}


async def make(call: Call, node: Node) -> dict[str, Any]:
    """The one there is, or a new one."""
    async with call.database.working_write() as db:
        return {"id": await wabas.dataset(db, node.waba, numeric_id())}
