"""Customers and groups: they follow an invite link, and leave."""

from typing import Any

import msgspec
from litestar import delete, get, post
from litestar.params import FromPath, FromQuery, JSONBody

from partnerhub.db.pool import Db, Row
from partnerhub.kit import clock
from partnerhub.kit.ids import random_id
from partnerhub.sandbox.control.problems import NoSuchThing, digits
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.graph.groups import store
from partnerhub.sandbox.graph.groups.telling import MEMBERS, person, tell
from partnerhub.sandbox.store import customers


class MemberIn(msgspec.Struct):
    phone: str


@get("/groups")
async def list_groups(database: WithDatabase, phone_number_id: FromQuery[str]) -> dict[str, Any]:
    """The groups of a number: ?phone_number_id=."""
    async with database.working() as db:
        rows = await store.of_phone(db, phone_number_id)
    return {"data": [{"id": row["id"], "subject": row["subject"], "members": row["members"]} for row in rows]}


@post("/groups/{group_id:str}/members", status_code=200)
async def join(
    group_id: FromPath[str], data: JSONBody[MemberIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """A customer follows the invite link: {"phone"}. Where joining needs approval, that is a request at first."""
    now, customer = clock.now(), digits(data.phone)
    async with database.working_write() as db:
        group = await _found(db, group_id)
        if await customers.find(db, customer) is None:
            raise NoSuchThing("There is no such customer; make one with POST /sandbox/api/customers.")
        if group["join_mode"] == "auto_approve":
            await store.put_member(db, group_id, customer, None, now)
            told: dict[str, Any] = {"reason": "invite_link", "added_participants": [person(customer)]}
            await tell(db, config, group, MEMBERS, "group_participants_add", now, **told)
            return {"success": True, "join_request_id": None}
        request = random_id(32)
        await store.put_member(db, group_id, customer, request, now)
        told = {"join_request_id": request, **person(customer)}
        await tell(db, config, group, MEMBERS, "group_join_request_created", now, **told)
    return {"success": True, "join_request_id": request}


@delete("/groups/{group_id:str}/members/{phone:str}", status_code=200)
async def leave(
    group_id: FromPath[str], phone: FromPath[str], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """A customer leaves a group."""
    async with database.working_write() as db:
        group = await _found(db, group_id)
        if not await store.remove_member(db, group_id, digits(phone)):
            raise NoSuchThing
        told = {"initiated_by": "participant", "removed_participants": [person(digits(phone))]}
        await tell(db, config, group, MEMBERS, "group_participants_remove", clock.now(), **told)
    return {"success": True}


async def _found(db: Db, group_id: str) -> Row:
    row = await store.find(db, group_id)
    if row is None:
        raise NoSuchThing
    return row
