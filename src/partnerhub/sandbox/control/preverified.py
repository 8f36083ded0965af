"""Numbers verified beforehand, with the code that Meta would send."""

from typing import Any

from litestar import get

from partnerhub.kit import clock
from partnerhub.sandbox.given import WithDatabase
from partnerhub.sandbox.graph.preverified import nodes, store


@get("/preverified_numbers")
async def list_preverified(database: WithDatabase) -> dict[str, Any]:
    """Every number verified beforehand, with the code of its last SMS."""
    async with database.working() as db:
        rows = await store.every(db)
    return {"data": [{**nodes.fields_of(row, clock.now()), "otp": row["otp"]} for row in rows]}
