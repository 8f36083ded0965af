"""The Partner API, Meta's webhooks and the sandbox on one port, and a partner whose WABA the sandbox knows."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import msgspec
import pytest
from tests import world
from tests.partner_api.asking import ask
from tests.serving import client_of, free_port, served
from tests.world import VAULT, World

from partnerhub import sandbox
from partnerhub.app import parts
from partnerhub.app.dispatch import Dispatch, Surfaces
from partnerhub.db.pool import Database
from partnerhub.kit import ids
from partnerhub.settings import Settings
from partnerhub.surfaces import meta_webhooks, partner_api

WITHIN = 10.0  # seconds
BODY = {"type": "BODY", "text": "Hello {{1}}, it is here.", "example": {"body_text": [["Ada"]]}}


@dataclass
class Shop:
    """A client's WABA, ours and Meta's; `api` holds the partner's key, `meta` asks the sandbox."""

    acme: World
    api: aiohttp.ClientSession
    meta: aiohttp.ClientSession
    database: Database
    external_id: str
    token: str
    path: str = ""
    seen: list[str] = field(default_factory=list)

    async def ask(self, method: str, path: str = "", **options: Any) -> tuple[int, Any]:
        return await ask(self.api, method, self.path + path, **options)

    async def ok(self, method: str, path: str = "", **options: Any) -> Any:
        status, body = await self.ask(method, path, **options)
        assert status == 200, body
        return body

    async def graph(self, method: str, path: str, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await _json(self.meta.request(method, f"/sandbox/graph/v23.0/{path}", headers=headers, **options))

    async def control(self, path: str, **given: Any) -> Any:
        return await _json(self.meta.post(f"/sandbox/api/{path}", json=given))

    async def told(self, event: str, wanted: Callable[[Any], bool] = lambda _: True) -> Any:
        """The `data` of the first partner event of this name that is wanted, once it is there."""
        return (await until(lambda: self.events(event, wanted)))[0]

    async def events(self, event: str, wanted: Callable[[Any], bool] = lambda _: True) -> list[Any]:
        async with self.database.reading(self.acme.partner.partner_id) as db:
            rows = await db.fetch("SELECT body FROM event WHERE type = $1 ORDER BY id", event)
        found = [msgspec.json.decode(row["body"])["data"] for row in rows]
        return [data for data in found if wanted(data)]


async def until(look: Callable[[], Any]) -> Any:
    """What `look` finds, once it finds something."""
    async with asyncio.timeout(WITHIN):
        while not (found := await look()):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return found


def template(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "language": "en_US", "category": "UTILITY", "components": [BODY], **more}


@pytest.fixture(scope="session")
def house_settings() -> Settings:
    return Settings(port=free_port(), demo=True)


@pytest.fixture(scope="session")
async def house(house_settings: Settings, database: Database) -> AsyncIterator[str]:
    stop = asyncio.Event()
    graph, played = parts.graph(house_settings), parts.sandbox_config(house_settings)
    partner = partner_api.create(database, VAULT, graph, house_settings)
    given = {
        "partner_api": partner,
        "meta_webhooks": meta_webhooks.create(database, house_settings),
        "sandbox": sandbox.create(database, played),
    }
    surfaces = Surfaces(**(dict.fromkeys(Surfaces.__struct_fields__) | given))
    async with served(Dispatch(surfaces, house_settings, partner.lifespan), house_settings.port) as base:
        playing = asyncio.create_task(sandbox.run(database, played, stop))
        yield base
        stop.set()
        await playing
        await graph.close()


@pytest.fixture
async def shop(house: str, house_settings: Settings, database: Database) -> AsyncIterator[Shop]:
    acme = await world.make(database)
    side = acme.partner
    async with client_of(house) as meta, client_of(house, **{"x-api-key": side.partner_key}) as api:
        made = await _json(meta.post("/sandbox/api/codes", json={"phone_number": "4915" + ids.numeric_id(8)}))
        query = {
            "client_id": house_settings.meta_app_id,
            "client_secret": house_settings.meta_app_secret,
            "code": made["code"],
        }
        token = (await _json(meta.get("/sandbox/graph/oauth/access_token", params=query)))["access_token"]
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE waba SET external_id = $1, graph_token = $2", made["waba_id"], VAULT.seal(token))
            await db.execute("DELETE FROM waba_template")
            await db.execute("UPDATE template_sync SET synced_at = NULL")
        path = f"/api/v2/partners/{side.partner_id}/waba_accounts/{side.waba_id}"
        shop = Shop(acme, api, meta, database, made["waba_id"], token, path)
        await shop.graph("POST", f"{shop.external_id}/subscribed_apps")
        yield shop


async def _json(asked: Any) -> Any:
    async with asked as answer:
        body = await answer.json(content_type=None)
        assert answer.status < 300, body
        return body
