"""The webhook log."""

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery

from partnerhub.kit import clock
from partnerhub.sandbox.control.problems import NoSuchThing
from partnerhub.sandbox.given import WithDatabase
from partnerhub.sandbox.graph.templates.nodes import fields_of
from partnerhub.sandbox.store import templates, webhooks

MAX_PAGE = 200


@get("/webhooks")
async def list_webhooks(
    database: WithDatabase,
    waba_id: FromQuery[str | None] = None,
    field: FromQuery[str | None] = None,
    before: FromQuery[int | None] = None,
    limit: FromQuery[int] = 50,
) -> dict[str, Any]:
    """Webhooks sent and owed, the newest first: ?waba_id=&field=&before=&limit=."""
    async with database.working() as db:
        rows = await webhooks.page(db, waba_id, field, before, min(max(limit, 1), MAX_PAGE))
    return {
        "data": [
            {
                **{
                    name: row[name]
                    for name in (
                        "id",
                        "waba_id",
                        "phone_id",
                        "field",
                        "url",
                        "attempt",
                        "last_status",
                        "last_error",
                    )
                },
                "created_at": clock.iso(row["created_at"]),
                "settled_at": clock.iso(row["settled_at"]) if row["settled_at"] else None,
                "body": msgspec.Raw(row["body"].encode()),
            }
            for row in rows
        ]
    }


@post("/webhooks/{webhook_id:int}/redelivery", status_code=200)
async def redeliver(webhook_id: FromPath[int], database: WithDatabase) -> dict[str, Any]:
    """Send a webhook again, the same bytes."""
    async with database.working_write() as db:
        if not await webhooks.redeliver(db, webhook_id):
            raise NoSuchThing
    return {"success": True}


@get("/templates")
async def list_templates(database: WithDatabase, waba_id: FromQuery[str]) -> dict[str, Any]:
    """The templates of a WABA: ?waba_id=."""
    async with database.working() as db:
        return {"data": [fields_of(row) for row in await templates.of_waba(db, waba_id)]}
