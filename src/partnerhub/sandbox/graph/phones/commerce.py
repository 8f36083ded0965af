"""A number's shop: whether its catalog is shown, and whether there is a cart."""

from typing import Any

from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.store import phones
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import missing, no_such_object

SWITCHES = ("is_cart_enabled", "is_catalog_visible")


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working_write() as db:
        row = await phones.set_commerce(db, node.id, numeric_id(), None, None)
    if row is None:
        raise no_such_object(call.method, node.id)
    return {"data": [{"id": row["catalog_id"], **{name: row[name] for name in SWITCHES}}]}


async def change(call: Call, node: Node) -> dict[str, Any]:
    cart, visible = (call.flag(name) if name in call.params else None for name in SWITCHES)
    if cart is None and visible is None:
        raise missing(SWITCHES[0])
    async with call.database.working_write() as db:
        await phones.set_commerce(db, node.id, numeric_id(), cart, visible)
    return {"success": True}
