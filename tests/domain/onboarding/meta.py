"""Meta as the sandbox plays it, and a client of ours that comes back from its dialog."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import msgspec
from tests.serving import free_port, served
from tests.world import VAULT, Side

from partnerhub import sandbox
from partnerhub.db.pool import Database
from partnerhub.domain import onboarding
from partnerhub.domain.onboarding import Finish, Signup, Upstream, signups, states
from partnerhub.kit import clock
from partnerhub.upstream.graph import Graph
from partnerhub.upstream.graph.onboarding import App
from partnerhub.workers import onboard

APP = App(id="100000000000001", secret="sandbox-app-secret")
MOST_STEPS = 12


class Meta:
    def __init__(self, database: Database, base: str, http: aiohttp.ClientSession) -> None:
        self.database = database
        self.http = http
        self.upstream = Upstream(graph=Graph(f"{base}/graph", "v23.0"), app=APP, vault=VAULT)

    async def made(self, what: str, **given: Any) -> dict[str, Any]:
        """`codes`, `wabas` or `phones` of the sandbox's control API."""
        async with self.http.post(f"/sandbox/api/{what}", json=given) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json()

    async def phone(self, phone_id: str) -> dict[str, Any]:
        async with self.http.get(f"/sandbox/api/phones/{phone_id}") as answer:
            return await answer.json()

    async def set_phone(self, phone_id: str, **columns: Any) -> None:
        async with self.database.working_write() as db:
            for name, value in columns.items():
                await db.execute(f"UPDATE sandbox.phone SET {name} = $2 WHERE id = $1", phone_id, value)


@asynccontextmanager
async def running(database: Database) -> AsyncIterator[Meta]:
    port = free_port()
    base = f"http://localhost:{port}/sandbox"
    config = sandbox.Config(
        url=base,
        app_id=APP.id,
        app_secret=APP.secret,
        config_id="1",
        verify_token="v",
        callback_url="http://127.0.0.1:9/",
        system_token="s",
        control_key=None,
    )
    async with served(sandbox.create(database, config), port) as url, aiohttp.ClientSession(url) as http:
        meta = Meta(database, base, http)
        yield meta
        await meta.upstream.graph.close()


async def begin(database: Database, side: Side, code: dict[str, Any], **changed: str) -> str:
    """A signup of the side's client with what the dialog gave; returns its id."""
    named = {key: code.get(key) or "" for key in ("code", "waba_id", "phone_number_id")}
    finish = Finish(event="FINISH", **named)
    finish = msgspec.structs.replace(finish, **changed)
    async with database.writing(side.partner_id) as db:
        return await signups.start(db, VAULT, side.partner_id, side.client_id, finish, now=clock.now())


async def found(database: Database, side: Side, signup_id: str) -> Signup:
    async with database.reading(side.partner_id) as db:
        signup = await signups.find(db, side.partner_id, side.client_id, signup_id)
    assert signup is not None
    return signup


async def drive(database: Database, side: Side, signup_id: str, upstream: Upstream) -> states.State:
    """Steps, as the worker takes them, until the signup has ended or waits."""
    for _ in range(MOST_STEPS):
        await onboard.run_due(database, upstream)
        state = (await found(database, side, signup_id)).state
        if isinstance(state, states.ENDED):
            break
    return (await found(database, side, signup_id)).state


async def claimed(database: Database, signup_id: str, *, later: float = 0) -> Signup:
    """The signup as a worker claims it `later` seconds from now."""
    now = clock.now() + timedelta(seconds=later)
    for signup in await onboarding.claim(database, limit=100, now=now):
        if signup.id == signup_id:
            return signup
    raise AssertionError("not due")


async def told(database: Database, side: Side) -> list[str]:
    """The types of the events about the side's client, in order, without those of its making."""
    async with database.reading(side.partner_id) as db:
        rows = await db.fetch(
            "SELECT type FROM event WHERE partner_id = $1 AND client_id = $2 ORDER BY created_at, id",
            side.partner_id,
            side.client_id,
        )
    return [row["type"] for row in rows]


class Crash(Exception):
    """The process dies."""


class DyingClock:
    """A step reads the clock twice in its transaction; at the second time the process dies."""

    def __init__(self) -> None:
        self._alive = True

    def __call__(self) -> datetime:
        if not self._alive:
            raise Crash
        self._alive = False
        return clock.now()
