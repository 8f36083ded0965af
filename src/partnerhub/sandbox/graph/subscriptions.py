"""Which app hears of a WABA, and at which address (B.2, overrides)."""

from typing import Any

from partnerhub.sandbox.graph import callbacks
from partnerhub.sandbox.graph.oauth import APP_NAME
from partnerhub.sandbox.store import subscriptions
from partnerhub.sandbox.wire.call import Call, Node


async def read(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working() as db:
        rows = await subscriptions.of_waba(db, node.waba)
    return {"data": [_shown(row["app_id"], row["override_uri"]) for row in rows]}


def _shown(app_id: str, override: str | None) -> dict[str, Any]:
    app = {"link": f"https://www.facebook.com/games/?app_id={app_id}", "name": APP_NAME, "id": app_id}
    return {"whatsapp_business_api_data": app, **({"override_callback_uri": override} if override else {})}


async def subscribe(call: Call, node: Node) -> dict[str, Any]:
    """Without an override in the body, one that was there is taken away."""
    url = call.text("override_callback_uri", "")
    await callbacks.verify(url, call.text("verify_token", ""))
    async with call.database.working_write() as db:
        await subscriptions.put(db, node.waba, call.config.app_id, url or None)
    return {"success": True}


async def unsubscribe(call: Call, node: Node) -> dict[str, Any]:
    async with call.database.working_write() as db:
        await subscriptions.remove(db, node.waba, call.config.app_id)
    return {"success": True}
