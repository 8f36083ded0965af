"""Templates copied from another WABA of the same business: recreated, and reviewed like new ones."""

from typing import Any

from partnerhub.db.pool import Db, Row
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.store import nodes, templates, wabas
from partnerhub.sandbox.wire.call import Call, Node
from partnerhub.sandbox.wire.envelope import GraphError
from partnerhub.sandbox.world import review

PAGE = 500
FIT = frozenset({"GREEN", "UNKNOWN"})


async def migrate(call: Call, node: Node) -> dict[str, Any]:
    """`migrated_templates`: the new ids; `failed_templates`: ids of the source with a reason."""
    source, page = call.text("source_waba_id"), call.text("page_number", "0")
    if not page.isdigit():
        raise GraphError(100, title="Param page_number must be an integer, 0 or more.")
    async with call.database.working_write() as db:
        ours, theirs = await wabas.find(db, node.waba), await wabas.find(db, source)
        if ours is None or theirs is None or ours["business_id"] != theirs["business_id"]:
            raise GraphError(100, title="The source account must belong to the same business.", subcode=2388093)
        rows = [row for row in await templates.of_waba(db, source) if row["status"] == "APPROVED"]
        first = int(page) * PAGE
        return await _copied(call, db, node.waba, rows[first : first + PAGE])


async def _copied(call: Call, db: Db, waba_id: str, rows: list[Row]) -> dict[str, Any]:
    made: list[str] = []
    failed: dict[str, str] = {}
    for row in rows:
        if row["quality_score"] not in FIT:
            failed[row["id"]] = "Quality is too low"
        elif await templates.find_named(db, waba_id, row["name"], row["language"]) is not None:
            failed[row["id"]] = "Content in this language already exists"
        else:
            made.append(await _copy(call, db, waba_id, row))
    return {"migrated_templates": made, "failed_templates": failed}


async def _copy(call: Call, db: Db, waba_id: str, row: Row) -> str:
    copy = numeric_id()
    await nodes.add(db, copy, "template", waba_id)
    await templates.add(
        db, copy, waba_id, row["name"], row["language"], row["category"], row["parameter_format"], row["components"],
        row["ttl_seconds"], call.now,
    )  # fmt: skip
    await review.submit(db, copy, row["name"])
    return copy
