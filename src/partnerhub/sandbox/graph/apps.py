"""The app itself: what it is, where its webhooks go, and who shares with it."""

from typing import Any

from partnerhub.sandbox.graph import callbacks
from partnerhub.sandbox.graph.oauth import APP_NAME
from partnerhub.sandbox.store import subscriptions, wabas
from partnerhub.sandbox.wire import paging, projection
from partnerhub.sandbox.wire.call import Call
from partnerhub.sandbox.wire.envelope import GraphError

OBJECT = "whatsapp_business_account"


async def read(call: Call) -> dict[str, Any]:
    link = f"https://www.facebook.com/games/?app_id={call.config.app_id}"
    app = {"id": call.config.app_id, "name": APP_NAME, "link": link, "category": "Business", "namespace": None}
    return projection.project(app, projection.parse(call.text("fields", "link,name,category,id")), "Application")


async def subscribe(call: Call) -> dict[str, Any]:
    """Whoever asks hears from then on, as Meta's one callback would; the hub that this Meta belongs to keeps hearing too."""
    wanted, url = call.text("object"), call.text("callback_url")
    if wanted != OBJECT:
        raise GraphError(100, title=f"Param object must be one of {{{OBJECT}}}.")
    await callbacks.verify(url, call.text("verify_token"))
    given = call.params.get("fields", "")
    fields = [str(one) for one in call.value("fields")] if str(given).startswith("[") else str(given).split(",")
    async with call.database.working_write() as db:
        await subscriptions.put_callback(db, wanted, url, [one.strip() for one in fields if one.strip()])
    return {"success": True}


async def subscriptions_of(call: Call) -> dict[str, Any]:
    async with call.database.working() as db:
        row = await subscriptions.callback(db, OBJECT)
    url = row["url"] if row else call.config.callback_url
    fields = [{"name": one, "version": call.config.version} for one in (row["fields"] if row else ["messages"])]
    return {"data": [{"object": OBJECT, "callback_url": url, "active": True, "fields": fields}]}


async def unsubscribe(call: Call) -> dict[str, Any]:
    async with call.database.working_write() as db:
        await subscriptions.remove_callback(db, OBJECT)
    return {"success": True}


async def clients(call: Call) -> dict[str, Any]:
    """The portfolios that share a WABA with the app."""
    async with call.database.working() as db:
        rows = await wabas.shared(db)
    named = {row["owner_id"]: row["business_name"] for row in rows}
    asked = projection.parse(call.text("fields", "id,name"))
    found = [{"id": one, "name": name, "verification_status": "VERIFIED"} for one, name in named.items()]
    return paging.page(call, [projection.project(one, asked, "Business") for one in found])
