"""Multi-partner solutions: make them, and have a client share a WABA with one, as at the end of another partner's signup."""

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import FromPath, JSONBody

from partnerhub.kit import clock
from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.control.problems import NoSuchThing
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.graph.solutions import agreeing, store
from partnerhub.sandbox.store import nodes, wabas
from partnerhub.sandbox.world import webhooks
from partnerhub.sandbox.world.signup import PARTNER_BUSINESS


class SolutionIn(msgspec.Struct):
    name: str = "Sandbox Solution"
    invites: bool = False


class AnswerIn(msgspec.Struct):
    accept: bool = True


class ShareIn(msgspec.Struct):
    waba_id: str


@get("/solutions")
async def list_solutions(database: WithDatabase) -> dict[str, Any]:
    """Every multi-partner solution."""
    async with database.working() as db:
        rows = await store.every(db)
    return {"data": [{"id": row["id"], "name": row["name"], "status": row["status"]} for row in rows]}


@post("/solutions")
async def make_solution(data: JSONBody[SolutionIn], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """Make a multi-partner solution: {"name", "invites": another partner owns it and waits for the app's answer}."""
    solution_id = numeric_id()
    async with database.working_write() as db:
        await nodes.add(db, solution_id, "solution", None)
        status = "INITIATED" if data.invites else "ACTIVE"
        await store.add(db, solution_id, data.name, clock.now(), status=status, ours=not data.invites)
        if data.invites:
            await agreeing.tell(db, config, solution_id, "SOLUTION_CREATED", status, clock.now())
    return {"id": solution_id}


@post("/solutions/{solution_id:str}/answer", status_code=200)
async def answer(
    solution_id: FromPath[str], data: JSONBody[AnswerIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """The other partner answers what the app asked of it, to begin or to end: {"accept"}."""
    async with database.working_write() as db:
        row = await agreeing.held(db, solution_id)
        change = agreeing.answer_ending if row["ending"] else agreeing.answer_beginning
        await change(db, config, row, clock.now(), by_us=False, yes=data.accept)
    return {"success": True}


@post("/solutions/{solution_id:str}/deactivation", status_code=200)
async def ask_to_end(solution_id: FromPath[str], database: WithDatabase, config: WithConfig) -> dict[str, Any]:
    """The other partner wants to end it, and waits for the app's answer."""
    async with database.working_write() as db:
        await agreeing.ask_to_end(db, config, await agreeing.held(db, solution_id), clock.now(), by_us=False)
    return {"success": True}


@post("/solutions/{solution_id:str}/shares")
async def share(
    solution_id: FromPath[str], data: JSONBody[ShareIn], database: WithDatabase, config: WithConfig
) -> dict[str, Any]:
    """A client shares a WABA with a solution: {"waba_id"}."""
    async with database.working_write() as db:
        waba = await wabas.find(db, data.waba_id)
        if waba is None or await store.find(db, solution_id) is None:
            raise NoSuchThing
        await store.share(db, solution_id, data.waba_id)
        info = {"waba_id": data.waba_id, "owner_business_id": waba["business_id"], "solution_id": solution_id}
        told = {"event": "PARTNER_ADDED", "waba_info": {**info, "solution_partner_business_ids": [PARTNER_BUSINESS]}}
        await webhooks.tell_app(db, config, PARTNER_BUSINESS, "account_update", told, clock.now())
    return {"success": True, "business_id": waba["business_id"]}
