"""The Partner API, Meta's webhooks and the sandbox on one port, and a partner whose WABA the sandbox knows."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp
import msgspec
import pytest
from tests import world
from tests.partner_api.asking import ask
from tests.serving import client_of, free_port, opened, served
from tests.waiting import eventually
from tests.world import VAULT, World

from partnerhub import sandbox
from partnerhub.app import parts
from partnerhub.app.dispatch import Dispatch, Surfaces
from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.kit.crypto import hmac_sha256_hex
from partnerhub.settings import Settings
from partnerhub.surfaces import meta_webhooks, partner_api
from partnerhub.workers import sync

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
    path: str
    app_secret: str

    async def ask(self, method: str, path: str = "", **options: Any) -> tuple[int, Any]:
        return await ask(self.api, method, self.path + path, **options)

    async def ok(self, method: str, path: str = "", **options: Any) -> Any:
        status, body = await self.ask(method, path, **options)
        assert status == 200, body
        return body

    async def graph(self, method: str, path: str, token: str = "", **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {token or self.token}"}
        return await _json(self.meta.request(method, f"/sandbox/graph/v23.0/{path}", headers=headers, **options))

    async def control(self, path: str, **given: Any) -> Any:
        return await _json(self.meta.post(f"/sandbox/api/{path}", json=given))

    async def look(self, path: str, **query: str) -> Any:
        return await _json(self.meta.get(f"/sandbox/api/{path}", params=query))

    async def hear(self, field: str, template: dict[str, Any], **value: Any) -> None:
        """A webhook about the template, as if Meta had sent it."""
        named = {"message_template_id": int(template["external_id"]), "message_template_name": template["name"]}
        named["message_template_language"] = template["language"]
        await self.hear_raw(field, msgspec.json.encode(named | value))

    async def hear_raw(self, field: str, value: bytes) -> None:
        change = {"field": field, "value": msgspec.Raw(value)}
        entry = {"id": self.external_id, "time": clock.now().timestamp(), "changes": [change]}
        body = msgspec.json.encode({"object": "whatsapp_business_account", "entry": [entry]})
        signature = "sha256=" + hmac_sha256_hex(self.app_secret, body)
        async with self.meta.post("/meta/webhook", data=body, headers={"x-hub-signature-256": signature}) as answer:
            assert answer.status == 200

    async def told(self, event: str, wanted: Callable[[Any], bool] = lambda _: True) -> Any:
        """The `data` of the first partner event of this name that is wanted, once it is there."""
        return (await eventually(lambda: self.events(event, wanted)))[0]

    async def events(self, event: str, wanted: Callable[[Any], bool] = lambda _: True) -> list[Any]:
        async with self.database.reading(self.acme.partner.partner_id) as db:
            rows = await db.fetch("SELECT body FROM event WHERE type = $1 ORDER BY id", event)
        found = [msgspec.json.decode(row["body"])["data"] for row in rows]
        return [data for data in found if wanted(data)]


async def approved(shop: Shop, name: str, **more: Any) -> dict[str, Any]:
    """A template that the partner made and Meta approved; the partner was told."""
    made = await shop.ok("POST", "/waba_templates", json=template(name, **more))
    await shop.told("waba_template_status_changed", lambda data: data["template"]["id"] == made["id"])
    return made


def template(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "language": "en_US", "category": "UTILITY", "components": [BODY], **more}


@pytest.fixture(scope="session")
async def own_database(new_database: Callable[[str], Dsns]) -> AsyncIterator[Database]:
    """Of these tests alone: two sandboxes at work on one database would take each other's errands."""
    async with opened(new_database("wabas")) as one:
        yield one


@pytest.fixture(scope="session")
def house_settings() -> Settings:
    return Settings(port=free_port(), demo=True)


@pytest.fixture(scope="module")
async def house(house_settings: Settings, own_database: Database) -> AsyncIterator[str]:
    database, stop = own_database, asyncio.Event()
    graph, played = parts.graph(house_settings), parts.sandbox_config(house_settings)
    partner = partner_api.create(database, VAULT, graph, house_settings)
    given = {
        "partner_api": partner,
        "meta_webhooks": meta_webhooks.create(database, house_settings),
        "sandbox": sandbox.create(database, played),
    }
    surfaces = Surfaces(**(dict.fromkeys(Surfaces.__struct_fields__) | given))
    async with served(Dispatch(surfaces, house_settings, partner.lifespan), house_settings.port) as base:
        working = [
            asyncio.create_task(sandbox.run(database, played, stop)),
            asyncio.create_task(sync.run(database, graph, VAULT, stop=stop)),
        ]
        yield base
        stop.set()
        await asyncio.gather(*working)
        await graph.close()


@pytest.fixture
async def shop(house: str, house_settings: Settings, own_database: Database) -> AsyncIterator[Shop]:
    database, acme = own_database, await world.make(own_database)
    side = acme.partner
    async with client_of(house) as meta, client_of(house, **{"x-api-key": side.partner_key}) as api:
        made = await _json(meta.post("/sandbox/api/codes", json={"phone_number": world.mobile()}))
        token = await token_of(meta, house_settings, made["code"])
        async with database.writing(side.partner_id) as db:
            await db.execute("UPDATE waba SET external_id = $1, graph_token = $2", made["waba_id"], VAULT.seal(token))
            await db.execute("DELETE FROM waba_template")
            await db.execute("UPDATE waba_errand SET done_at = NULL")
        path = f"/api/v2/partners/{side.partner_id}/waba_accounts/{side.waba_id}"
        shop = Shop(acme, api, meta, database, made["waba_id"], token, path, house_settings.meta_app_secret)
        await shop.graph("POST", f"{shop.external_id}/subscribed_apps")
        yield shop


async def token_of(meta: aiohttp.ClientSession, settings: Settings, code: str) -> str:
    """The business token that Meta gives for the code of its dialog."""
    query = {"client_id": settings.meta_app_id, "client_secret": settings.meta_app_secret, "code": code}
    return (await _json(meta.get("/sandbox/graph/oauth/access_token", params=query)))["access_token"]


async def _json(asked: Any) -> Any:
    async with asked as answer:
        body = await answer.json(content_type=None)
        assert answer.status < 300, body
        return body
