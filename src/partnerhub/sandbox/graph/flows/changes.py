"""A flow after it was made: its name and purpose, its files, its end."""

from typing import Any

import msgspec

from partnerhub.sandbox.graph.flows import files, nodes, store
from partnerhub.sandbox.store import nodes as every_node
from partnerhub.sandbox.wire import paging
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, missing

CHANGEABLE = ("name", "categories", "endpoint_uri", "application_id")


async def describe(call: Call, node: Node) -> dict[str, Any]:
    """Name, categories, endpoint: each alone or together. A published flow keeps all but its endpoint."""
    if not any(one in call.params for one in CHANGEABLE):
        raise missing("name")
    categories = nodes.categories_of(call.several("categories")) if "categories" in call.params else None
    kept = msgspec.json.encode(categories).decode() if categories else None
    name, endpoint = call.text("name", "") or None, nodes.endpoint_of(call) or None
    async with call.database.working_write() as db:
        row = await nodes.found(call, db, node)
        if name or kept:
            nodes.changeable(row)
        if name and name in {one["name"] for one in await store.of_waba(db, row["waba_id"]) if one["id"] != node.id}:
            raise nodes.name_taken()
        await store.describe(db, node.id, name, kept, endpoint, call.now)
    return {"success": True}


async def assets(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await nodes.found(call, db, node)
    file = {"name": "flow.json", "asset_type": "FLOW_JSON", "download_url": files.link(call.config, node.id)}
    return paging.page(call, [file] if row["content"] else [])


async def delete(call: Call, node: Node) -> dict[str, Any]:
    """Only a draft."""
    async with call.database.working_write() as db:
        nodes.changeable(await nodes.found(call, db, node))
        await every_node.remove(db, [node.id])
    return {"success": True}


async def deprecate(call: Call, node: Node) -> dict[str, Any]:
    """Only what is published."""
    async with call.database.working_write() as db:
        row = await nodes.found(call, db, node)
        if row["status"] != "PUBLISHED":
            user = ("Flow can't be deprecated", "Only a published flow can be deprecated.")
            raise GraphError(100, title="Flow cannot be deprecated", subcode=4016005, user=user)
        await store.set_status(db, node.id, "DEPRECATED", call.now)
    return {"success": True}
