"""A channel of ours whose number the sandbox plays: what Meta decides there arrives at the partner's own server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import msgspec
from tests import world
from tests.receiver import Receiver, receiving
from tests.serving import client_of, free_port, served
from tests.waiting import PATIENCE
from tests.world import VAULT, Side

from partnerhub import sandbox
from partnerhub.app import parts
from partnerhub.app.dispatch import Dispatch, Surfaces
from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.domain.onboarding import Upstream
from partnerhub.settings import Settings
from partnerhub.surfaces import meta_webhooks, partner_api
from partnerhub.upstream.graph.onboarding import App
from partnerhub.workers import deliver, onboard, upkeep

HOOK = "/partner"


@dataclass
class House:
    """Meta's side and ours on one port, with the workers that carry between them."""

    http: aiohttp.ClientSession
    database: Database
    settings: Settings


@dataclass
class Played:
    """`waba` and `phone` are ids of the sandbox; `side` is ours, with the partner's webhook at `receiver`.

    `token` opens the sandbox's Graph; `path` is the channel's on the Partner API, client-scoped.
    """

    house: House
    side: Side
    receiver: Receiver
    waba: str
    phone: str
    token: str

    @property
    def path(self) -> str:
        side = self.side
        return f"/api/v2/partners/{side.partner_id}/clients/{side.client_id}/channels/{side.channel_id}"

    async def ask(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        """The Partner API, with the partner's key; (status, decoded body)."""
        headers = {"x-api-key": self.side.partner_key}
        async with self.house.http.request(method, path, headers=headers, **options) as answer:
            return answer.status, await answer.json()

    async def graph(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        """The sandbox's Graph, with the client's token."""
        headers = {"Authorization": f"Bearer {self.token}"}
        async with self.house.http.request(
            method, f"/sandbox/graph/v23.0/{path}", headers=headers, **options
        ) as answer:
            return answer.status, await answer.json()

    async def at_meta(self) -> dict[str, Any]:
        """The number as the sandbox has it."""
        async with self.house.http.get(f"/sandbox/api/phones/{self.phone}") as answer:
            return await answer.json()

    async def control(self, what: str, **given: Any) -> None:
        async with self.house.http.post(f"/sandbox/api/{what}", json=given) as answer:
            assert answer.status < 300, await answer.text()

    async def told(self, event: str, wanted: Callable[[dict[str, Any]], bool] = lambda _: True) -> dict[str, Any]:
        """`data` of the first event of this name that is wanted, once the partner's server has it."""
        async with asyncio.timeout(PATIENCE):
            while True:
                bodies = [msgspec.json.decode(one.body) for one in self.receiver.at(HOOK)]
                for body in bodies:
                    if body["event"] == event and wanted(body["data"]):
                        return body["data"]
                await self.receiver.until(HOOK, len(bodies) + 1)

    def names(self) -> list[str]:
        return [msgspec.json.decode(one.body)["event"] for one in self.receiver.at(HOOK)]

    async def row(self, what: str) -> Any:
        """The side's `channel` or `waba`."""
        async with self.house.database.reading(self.side.partner_id) as db:
            return await db.fetchrow(f"SELECT * FROM {what}")


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[House]:
    settings, stop = Settings(port=free_port(), demo=True), asyncio.Event()
    graph, config = parts.graph(settings), parts.sandbox_config(settings)
    app = App(id=settings.meta_app_id, secret=settings.meta_app_secret)
    upstream = Upstream(graph=graph, app=app, vault=VAULT, system_token=settings.meta_system_token)
    partner = partner_api.create(database, VAULT, graph, settings)
    given = {
        "partner_api": partner,
        "meta_webhooks": meta_webhooks.create(database, settings),
        "sandbox": sandbox.create(database, config),
    }
    surfaces = Surfaces(**(dict.fromkeys(Surfaces.__struct_fields__) | given))
    async with served(Dispatch(surfaces, settings, partner.lifespan), settings.port) as base, client_of(base) as http:
        async with asyncio.TaskGroup() as group:
            group.create_task(sandbox.run(database, config, stop))
            group.create_task(deliver.run(database, VAULT, any_target=True, stop=stop))
            group.create_task(onboard.run(database, upstream, stop=stop))
            group.create_task(upkeep.run(database, upstream, stop=stop))
            yield House(http, database, settings)
            stop.set()
        await graph.close()


@asynccontextmanager
async def played(house: House) -> AsyncIterator[Played]:
    """A new partner with one live channel, subscribed and registered at the sandbox's Meta."""
    side = await world.make_side(house.database, VAULT, "Played")
    made = await _post(house, "/sandbox/api/codes", json={"phone_number": side.phone_number, "waba_name": "Played"})
    app = {"client_id": house.settings.meta_app_id, "client_secret": house.settings.meta_app_secret}
    answer = await _post(house, "/sandbox/graph/oauth/access_token", json={**app, "code": made["code"]})
    bearer, graph = {"Authorization": f"Bearer {answer['access_token']}"}, "/sandbox/graph/v23.0"
    await _post(house, f"{graph}/{made['waba_id']}/subscribed_apps", headers=bearer)
    pin = {"messaging_product": "whatsapp", "pin": "123456"}
    await _post(house, f"{graph}/{made['phone_number_id']}/register", headers=bearer, json=pin)
    async with receiving() as receiver:
        async with house.database.writing(side.partner_id) as db:
            await db.execute(
                "UPDATE waba SET external_id = $1, graph_token = $2",
                made["waba_id"],
                VAULT.seal(answer["access_token"]),
            )
            await db.execute(
                'UPDATE channel SET external_id = $1, setup_info = setup_info || \'{"phone_name": "Played"}\'',
                made["phone_number_id"],
            )
            await webhooks.set_partner_url(db, side.partner_id, receiver.url(HOOK))
        yield Played(house, side, receiver, made["waba_id"], made["phone_number_id"], answer["access_token"])


async def _post(house: House, path: str, **given: Any) -> dict[str, Any]:
    async with house.http.post(path, **given) as answer:
        assert answer.status < 300, await answer.text()
        return await answer.json()
