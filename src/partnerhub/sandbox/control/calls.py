"""A customer calls a business, and hangs up."""

from typing import Any

import msgspec
from litestar import post
from litestar.params import FromPath, JSONBody

from partnerhub.db.pool import Row
from partnerhub.kit import clock
from partnerhub.kit.ids import random_id
from partnerhub.sandbox.control.customers import business
from partnerhub.sandbox.control.problems import NoSuchThing, digits
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.graph.calls import store, telling
from partnerhub.sandbox.graph.calls.nodes import OF_USER
from partnerhub.sandbox.store import customers
from partnerhub.sandbox.world import customers as world
from partnerhub.sandbox.world import permissions

OFFER = {"sdp_type": "offer", "sdp": "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"}


class CallIn(msgspec.Struct):
    to: str


@post("/customers/{phone:str}/calls")
async def ring(
    phone: FromPath[str], data: JSONBody[CallIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """The customer calls a business: {"to": number or its id}."""
    call_id, now = f"wacid.{random_id(28)}", clock.now()
    async with database.working_write() as db:
        if await customers.find(db, digits(phone)) is None:
            raise NoSuchThing("There is no such customer; make one with POST /sandbox/api/customers.")
        called = await business(db, data.to)
        offer = msgspec.json.encode(OFFER).decode()
        await store.add(db, call_id, called["id"], digits(phone), OF_USER, offer, None, now)
        row = await store.find(db, call_id)
        if row is not None:
            await telling.connect(db, config, row, now)
        if _calls_back(called):
            content = {"interactive": permissions.reply(now, yes=True, by="automatic")}
            await world.write(db, config, called["id"], digits(phone), "interactive", content, now)
    return {"id": call_id, "phone_number_id": called["id"]}


def _calls_back(phone: Row) -> bool:
    """Whoever calls this number lets it call back."""
    calling = msgspec.json.decode(phone["settings"]).get("calling") or {}
    return str(calling.get("callback_permission_status", "")).upper() == "ENABLED"


@post("/calls/{call_id:str}/end", status_code=200)
async def hang_up(call_id: FromPath[str], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """The customer ends a call, taken or not."""
    async with database.working_write() as db:
        row = await store.find(db, call_id)
        if row is None or row["state"] in {"REJECTED", "ENDED"}:
            raise NoSuchThing
        await store.set_state(db, call_id, "ENDED", None, None)
        await telling.terminate(db, config, row, clock.now())
    return {"success": True}
