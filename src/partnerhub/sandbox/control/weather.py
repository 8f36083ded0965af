"""How this Meta fares: switches, faults, and the clock."""

from datetime import timedelta
from typing import Annotated, Any, Literal

import msgspec
from litestar import delete, get, patch, post
from litestar.params import FromPath, JSONBody

from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.sandbox.control.problems import NoSuchThing
from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.store import switches as switches_store
from partnerhub.sandbox.weather import store
from partnerhub.sandbox.wire.envelope import CODES
from partnerhub.sandbox.world import switches

FARTHEST = 400 * 24 * 3600  # seconds
MOST_COPIES = 5
Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=60_000)]


class SwitchesIn(msgspec.Struct, omit_defaults=True):
    delays_ms: dict[str, int] | msgspec.UnsetType = msgspec.UNSET
    bsuid: bool | msgspec.UnsetType = msgspec.UNSET
    conversation: bool | msgspec.UnsetType = msgspec.UNSET
    latency_ms: Milliseconds | msgspec.UnsetType = msgspec.UNSET
    copies: Annotated[int, msgspec.Meta(ge=1, le=MOST_COPIES)] | msgspec.UnsetType = msgspec.UNSET
    spread_ms: Milliseconds | msgspec.UnsetType = msgspec.UNSET
    limits: bool | msgspec.UnsetType = msgspec.UNSET
    ahead_s: Annotated[int, msgspec.Meta(ge=0, le=FARTHEST)] | msgspec.UnsetType = msgspec.UNSET


class FaultIn(msgspec.Struct):
    """`edge`: the path after the object's id, like messages; empty: the object itself; `*`: any. `times` null: always."""

    kind: Literal["error", "html", "cut", "hang"]
    edge: str = "*"
    method: Literal["*", "GET", "POST", "DELETE"] = "*"
    code: int = 131000
    times: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] | None = 1


class NoTravel(BadInput):
    """Time is travelled in the demo only: all clocks of the installation follow."""


@get("/switches")
async def show_switches(database: WithDatabase) -> switches.Switches:
    """How this Meta behaves."""
    async with database.working() as db:
        return await switches.current(db)


@patch("/switches")
async def turn_switches(data: JSONBody[SwitchesIn], database: WithDatabase, config: WithConfig) -> switches.Switches:
    """Change it: {"delays_ms": {"sent", "delivered", "read", "failed", "answer", "verdict"}, "bsuid", "conversation", \
"latency_ms" of each answer, "copies" of each webhook, "spread_ms" to mix their order, "limits": Meta's paces, \
"ahead_s" of all clocks (demo only)}.
    """
    given = msgspec.to_builtins(data)
    if given.get("ahead_s") and not config.travels:
        raise NoTravel(field="ahead_s")
    async with database.working_write() as db:
        for name, value in given.items():
            await switches_store.put(db, name, msgspec.json.encode(value).decode())
        if "limits" in given:
            await store.forget_paces(db)
        current = await switches.current(db)
    if config.travels:
        clock.travel(timedelta(seconds=current.ahead_s))
    return current


@get("/faults")
async def list_faults(database: WithDatabase) -> dict[str, Any]:
    """Faults that wait for a call of the Graph."""
    async with database.working() as db:
        rows = await store.faults(db)
    shown = ("id", "method", "edge", "kind", "code", "times")
    return {"data": [{name: row[name] for name in shown} for row in rows]}


@post("/faults")
async def add_fault(data: JSONBody[FaultIn], database: WithDatabase) -> dict[str, Any]:
    """Let calls fail: {"kind": "error" | "html" | "cut" | "hang", "code", "edge": "messages" | "*", "method", "times"}."""
    if data.code not in CODES:
        raise BadInput(f"The code must be one of {', '.join(map(str, CODES))}.", field="code")
    async with database.working_write() as db:
        fault_id = await store.add_fault(
            db, data.method, data.edge.strip("/"), data.kind, data.code, data.times, clock.now()
        )
    return {"id": fault_id}


@delete("/faults/{fault_id:int}", status_code=200)
async def remove_fault(fault_id: FromPath[int], database: WithDatabase) -> dict[str, Any]:
    """Take a fault away."""
    async with database.working_write() as db:
        if not await store.remove_fault(db, fault_id):
            raise NoSuchThing
    return {"success": True}


@delete("/faults", status_code=200)
async def remove_faults(database: WithDatabase) -> dict[str, Any]:
    """Take all faults away."""
    async with database.working_write() as db:
        await store.remove_faults(db)
    return {"success": True}
