"""Business portfolios and the WABAs they own or were given (B.1, fallback discovery)."""

from typing import Any

from partnerhub.db.pool import Row
from partnerhub.sandbox.graph.wabas import shown
from partnerhub.sandbox.store import wabas
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError, no_such_object

DEFAULT = "id,name"


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await wabas.find_business(db, node.id)
    if row is None:
        raise no_such_object(call.method, node.id)
    asked = projection.parse(call.text("fields", DEFAULT))
    return projection.project(
        {"id": row["id"], "name": row["name"], "verification_status": row["verification_status"]},
        asked,
        "Business",
    )


async def client_wabas(call: Call, _node: Node) -> dict[str, Any]:
    """Those that clients share with the partner; any business sees only what its token may."""
    async with call.database.working() as db:
        rows = await wabas.shared(db)
    return await _listed(call, rows)


async def owned_wabas(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        rows = await wabas.of_business(db, node.id)
    return await _listed(call, rows)


async def _listed(call: Call, rows: list[Row]) -> dict[str, Any]:
    asked = projection.parse(call.text("fields", "id,name,currency,timezone_id,message_template_namespace"))
    chosen = [
        row
        for row in rows
        if call.caller.may(row["id"]) and all(_passes(row, one) for one in call.value("filtering") or [])
    ]
    if call.params.get("sort") == "creation_time_ascending":
        chosen.reverse()
    return paging.page(call, [await shown(call, row, asked) for row in chosen])


def _passes(row: Row, condition: dict[str, Any]) -> bool:
    created, operator = row["created_at"].timestamp(), condition.get("operator")
    if condition.get("field") != "creation_time" or operator not in {"LESS_THAN", "GREATER_THAN"}:
        raise GraphError(100, title="Filtering is possible on creation_time with LESS_THAN and GREATER_THAN.")
    limit = float(condition.get("value", 0))
    return created < limit if operator == "LESS_THAN" else created > limit
