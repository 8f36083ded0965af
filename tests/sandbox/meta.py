"""A running sandbox, and what a test asks of it; beside it a receiver that stands for the app."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from tests import world
from tests.serving import free_port, served
from tests.waiting import PATIENCE

from partnerhub import sandbox
from partnerhub.db.pool import Database
from partnerhub.kit.crypto import hmac_sha256_hex, same

APP_ID, APP_SECRET, VERIFY_TOKEN, SYSTEM_TOKEN = "100000000000001", "an app secret", "a verify token", "a system token"


class Receiver:
    """Answers hub.challenge and keeps what is posted, by path."""

    def __init__(self, port: int) -> None:
        self.base = f"http://localhost:{port}"
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.bad_signatures = 0
        self.answers: dict[str, list[int]] = {}  # path: statuses to answer with, first to last, then 200
        self._changed = asyncio.Condition()

    async def handle(self, request: web.Request) -> web.Response:
        if request.method == "GET":
            if request.query.get("hub.verify_token") != VERIFY_TOKEN:
                return web.Response(status=403)
            return web.Response(text=request.query["hub.challenge"])
        raw = await request.read()
        if not same(request.headers.get("X-Hub-Signature-256", ""), "sha256=" + hmac_sha256_hex(APP_SECRET, raw)):
            self.bad_signatures += 1
        async with self._changed:
            self.got.append((request.path, json.loads(raw)))
            self._changed.notify_all()
        planned = self.answers.get(request.path)
        return web.Response(status=planned.pop(0) if planned else 200)

    async def first(self, wanted: Callable[[str, dict[str, Any]], bool]) -> dict[str, Any]:
        """The value of the first change that is wanted, once it is there."""
        async with asyncio.timeout(PATIENCE), self._changed:
            while True:
                for path, body in self.got:
                    for change in body["entry"][0]["changes"]:
                        if wanted(path, change):
                            return change["value"]
                await self._changed.wait()

    async def statuses(self, message_id: str, last: str) -> list[str]:
        """The statuses of a message in the order they came, once the last of them is there."""
        async with asyncio.timeout(PATIENCE), self._changed:
            while True:
                came = [one["status"] for one in self.all_statuses() if one["id"] == message_id]
                if last in came:
                    return came
                await self._changed.wait()

    def all_statuses(self) -> list[dict[str, Any]]:
        changes = [change for _, body in self.got for change in body["entry"][0]["changes"]]
        return [one for change in changes for one in change["value"].get("statuses", [])]


@dataclass
class Account:
    """A client's WABA with a registered number, shared with the app, which is subscribed to it."""

    waba_id: str
    phone_id: str
    business_id: str
    token: str
    digits: str


@dataclass
class Meta:
    base: str
    http: aiohttp.ClientSession
    app: Receiver
    config: sandbox.Config
    used: list[str] = field(default_factory=list)

    async def graph(
        self, method: str, path: str, token: str | None = SYSTEM_TOKEN, **more: Any
    ) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.http.request(method, f"{self.base}/sandbox/graph/{path}", headers=headers, **more) as response:
            return response.status, await response.json(content_type=None)

    async def ok(self, method: str, path: str, token: str | None = SYSTEM_TOKEN, **more: Any) -> dict[str, Any]:
        status, body = await self.graph(method, path, token, **more)
        assert status == 200, body
        return body

    async def error(
        self, method: str, path: str, token: str | None = SYSTEM_TOKEN, **more: Any
    ) -> tuple[int, int, Any]:
        """HTTP status, code and subcode."""
        status, body = await self.graph(method, path, token, **more)
        assert set(body) == {"error"}, body
        assert {"message", "type", "code", "fbtrace_id"} <= set(body["error"])
        return status, body["error"]["code"], body["error"].get("error_subcode")

    async def control(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        async with self.http.request(method, f"{self.base}/sandbox/api/{path}", **more) as response:
            body = await response.json(content_type=None)
            assert response.status < 300, body
            return body

    async def token(self, code: str) -> str:
        query = {"client_id": APP_ID, "client_secret": APP_SECRET, "code": code}
        return (await self.ok("GET", "v23.0/oauth/access_token", None, params=query))["access_token"]

    async def onboarded(self) -> Account:
        """All that Embedded Signup and the hub do, by their calls."""
        digits = self.number()
        made = await self.control("POST", "codes", json={"waba_name": "Bakery", "phone_number": digits})
        token = await self.token(made["code"])
        await self.ok("POST", f"{made['waba_id']}/subscribed_apps", token)
        pin = {"messaging_product": "whatsapp", "pin": "123456"}
        await self.ok("POST", f"{made['phone_number_id']}/register", token, json=pin)
        return Account(made["waba_id"], made["phone_number_id"], made["business_id"], token, digits)

    async def customer(self, **more: Any) -> str:
        return (await self.control("POST", "customers", json={"phone": self.number(), "name": "Cleo", **more}))["phone"]

    async def send(self, account: Account, **message: Any) -> str:
        body = {"messaging_product": "whatsapp", **message}
        sent = await self.ok("POST", f"{account.phone_id}/messages", account.token, json=body)
        return sent["messages"][0]["id"]

    def number(self) -> str:
        return world.mobile()


@contextlib.asynccontextmanager
async def running(database: Database) -> AsyncIterator[Meta]:
    port, app = free_port(), Receiver(free_port())
    config = sandbox.Config(
        url=f"http://localhost:{port}/sandbox",
        app_id=APP_ID,
        app_secret=APP_SECRET,
        config_id="200000000000001",
        verify_token=VERIFY_TOKEN,
        callback_url=f"{app.base}/meta/webhook",
        system_token=SYSTEM_TOKEN,
        control_key=None,
    )
    stop = asyncio.Event()
    async with _receiving(app), served(sandbox.create(database, config), port) as base, aiohttp.ClientSession() as http:
        working = asyncio.create_task(sandbox.run(database, config, stop))
        yield Meta(base, http, app, config)
        stop.set()
        await working


@contextlib.asynccontextmanager
async def _receiving(app: Receiver) -> AsyncIterator[None]:
    server = web.Application()
    server.router.add_route("*", "/{path:.*}", app.handle)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "localhost", int(app.base.rsplit(":", 1)[1])).start()
    yield
    await runner.cleanup()
