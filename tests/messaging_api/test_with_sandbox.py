"""A channel's day with Meta's side and ours on one port: sent upstream, answered by a customer, told to the channel."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import msgspec
import pytest
from tests import world
from tests.serving import client_of, free_port, opened, served
from tests.waiting import eventually
from tests.world import VAULT

from partnerhub import sandbox
from partnerhub.app import parts
from partnerhub.app.dispatch import Dispatch, Surfaces
from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import messaging_api, meta_webhooks

BURST = 200  # messages: more than go and wait within the seconds that a busy machine takes to ask for all of them


@dataclass
class Day:
    """A channel of ours whose number the sandbox knows, a customer, and a session with the channel's key."""

    api: aiohttp.ClientSession
    database: Database
    channel_id: str
    phone_number_id: str
    customer: str
    base: str

    async def told(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first value carried to the channel that is wanted, once it is there."""

        async def look() -> dict[str, Any] | None:
            return next(filter(wanted, await self._values()), None)

        return await eventually(look)

    async def _values(self) -> list[dict[str, Any]]:
        async with self.database.working() as db:
            rows = await db.fetch(
                "SELECT body FROM event WHERE channel_id = $1 AND audience = 'channel' ORDER BY id", self.channel_id
            )
        bodies = [msgspec.json.decode(row["body"]) for row in rows]
        return [change["value"] for body in bodies for entry in body["entry"] for change in entry["changes"]]


@pytest.fixture(scope="module")
async def database(new_database: Callable[[str], Dsns]) -> AsyncIterator[Database]:
    """One of its own: the sandbox keeps one app with one secret in a database, and other tests have theirs."""
    async with opened(new_database("day_with_sandbox")) as one:
        yield one


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings(port=free_port(), demo=True, rate_limits="documented")


@pytest.fixture(scope="module")
async def house(settings: Settings, database: Database) -> AsyncIterator[str]:
    stop = asyncio.Event()
    graph, played = parts.graph(settings), parts.sandbox_config(settings)
    messaging = messaging_api.create(database, VAULT, graph, settings)
    given = {
        "messaging_api": messaging,
        "meta_webhooks": meta_webhooks.create(database, settings),
        "sandbox": sandbox.create(database, played),
    }
    surfaces = Surfaces(**(dict.fromkeys(Surfaces.__struct_fields__) | given))
    async with served(Dispatch(surfaces, settings, messaging.lifespan), settings.port) as base:
        playing = asyncio.create_task(sandbox.run(database, played, stop))
        yield base
        stop.set()
        await playing
        await graph.close()


@pytest.fixture
async def day(house: str, settings: Settings, database: Database) -> AsyncIterator[Day]:
    side = (await world.make(database)).partner
    async with client_of(house) as http:
        made = await _json(http.post("/sandbox/api/codes", json={"phone_number": side.phone_number}))
        query = {
            "client_id": settings.meta_app_id,
            "client_secret": settings.meta_app_secret,
            "code": made["code"],
        }
        token = (await _json(http.get("/sandbox/graph/oauth/access_token", params=query)))["access_token"]
        bearer = {"Authorization": f"Bearer {token}"}
        graph, pin = "/sandbox/graph/v23.0", {"messaging_product": "whatsapp", "pin": "123456"}
        await _json(http.post(f"{graph}/{made['waba_id']}/subscribed_apps", headers=bearer))
        await _json(http.post(f"{graph}/{made['phone_number_id']}/register", headers=bearer, json=pin))
        customer = (await _json(http.post("/sandbox/api/customers", json={"phone": world.mobile()})))["phone"]
    async with database.writing(side.partner_id) as db:
        await db.execute("UPDATE waba SET external_id = $1, graph_token = $2", made["waba_id"], VAULT.seal(token))
        await db.execute("UPDATE channel SET external_id = $1", made["phone_number_id"])
    async with client_of(house, **{"D360-API-KEY": side.d360_api_key}) as api:
        yield Day(api, database, side.channel_id, made["phone_number_id"], customer, house)


async def _json(asked: Any) -> dict[str, Any]:
    async with asked as answer:
        body = await answer.json()
        assert answer.status < 300, body
        return body


class TestPace:
    """What Meta takes of a number and for a person (contract messaging-and-meta B.8)."""

    async def test_a_burst_waits_its_turn_and_all_of_it_arrives(self, day: Day) -> None:
        began = time.monotonic()
        answers = await asyncio.gather(*(_text(day, f"4915{number:09}") for number in range(100)))
        assert {status for status, _, _ in answers} == {200}
        assert time.monotonic() - began >= (100 - 9) / 80

    async def test_more_than_may_wait_is_refused_in_graphs_shape(self, day: Day) -> None:
        async with day.database.working_write() as db:  # the app on the phone sends too: 20 a second
            await db.execute("UPDATE channel SET is_on_biz_app = true WHERE id = $1", day.channel_id)
        answers = await asyncio.gather(*(_text(day, f"4915{number:09}") for number in range(BURST)))
        refused = [(error, headers) for status, error, headers in answers if status == 400]
        assert 1 <= len(refused) <= BURST - 2 * 20  # two seconds' worth wait, at least
        for body, headers in refused:
            assert body["error"]["code"] == 130429
            assert body["error"]["is_transient"] is True
            assert headers["retry-after"] == "3"

    async def test_one_person_gets_45_at_once_and_then_one_in_six_seconds(self, day: Day) -> None:
        answers = await asyncio.gather(*(_text(day, day.customer) for _ in range(46)))
        (status, body, headers), *others = sorted(answers, key=lambda one: -one[0])
        assert (status, body["error"]["code"], headers["retry-after"]) == (400, 131056, "6")
        assert {status for status, _, _ in others} == {200}
        assert (await _text(day, "491510000001"))[0] == 200


async def _text(day: Day, to: str) -> tuple[int, dict[str, Any], Mapping[str, str]]:
    body = {"messaging_product": "whatsapp", "to": to, "type": "text", "text": {"body": "hi"}}
    async with day.api.post("/messages", json=body) as answer:
        return answer.status, await answer.json(), answer.headers


class TestDay:
    async def test_text_is_sent_delivered_read_and_answered(self, day: Day) -> None:
        body = {"messaging_product": "whatsapp", "to": day.customer, "type": "text", "text": {"body": "Grüße"}}
        sent = await _json(day.api.post("/messages", json=body))
        message_id = sent["messages"][0]["id"]
        for what in ("sent", "delivered", "read"):
            wanted = {"id": message_id, "status": what}
            await day.told(
                lambda value, wanted=wanted: any(wanted.items() <= one.items() for one in value.get("statuses", []))
            )
        answer = await day.told(lambda value: "messages" in value)
        assert answer["metadata"]["phone_number_id"] == day.phone_number_id
        assert answer["messages"][0]["from"] == day.customer

    async def test_an_error_of_the_sandbox_comes_through(self, day: Day) -> None:
        unknown = {"messaging_product": "whatsapp", "to": day.customer, "type": "image", "image": {"id": "12345"}}
        async with day.api.post("/messages", json=unknown) as answer:
            assert answer.status == 400
            assert (await answer.json())["error"]["code"] == 100
            assert answer.headers["x-fb-trace-id"]

    async def test_health_is_connected(self, day: Day) -> None:
        assert (await _json(day.api.get("/v1/health")))["health"]["gateway_status"] == "connected"
        status = await _json(day.api.get("/health_status"))
        assert status["id"] == day.phone_number_id
        assert status["health_status"]["can_send_message"] in {"AVAILABLE", "LIMITED"}

    async def test_file_is_uploaded_found_and_fetched_with_the_channels_key_alone(self, day: Day) -> None:
        form, content = aiohttp.FormData({"messaging_product": "whatsapp"}), bytes(range(256)) * 100
        form.add_field("file", content, filename="a.png", content_type="image/png")
        media_id = (await _json(day.api.post("/media", data=form)))["id"]
        found = await _json(day.api.get(f"/{media_id}"))
        assert found["mime_type"] == "image/png"
        assert found["url"].startswith(day.base + "/whatsapp_business/attachments/?")
        async with day.api.get(found["url"].removeprefix(day.base)) as answer:
            assert answer.status == 200
            assert await answer.read() == content
        assert await _json(day.api.delete(f"/{media_id}")) == {"success": True}
        async with day.api.get(f"/{media_id}") as answer:
            assert answer.status >= 400

    async def test_template_is_created_and_listed(self, day: Day) -> None:
        template = {
            "name": "spring_offer",
            "language": "en_US",
            "category": "MARKETING",
            "components": [{"type": "BODY", "text": "Spring is here."}],
        }
        made = await _json(day.api.post("/message_templates", json=template))
        listed = await _json(day.api.get("/message_templates", params={"name": "spring_offer"}))
        assert [one["id"] for one in listed["data"]] == [made["id"]]

    async def test_profile_is_changed_and_read(self, day: Day) -> None:
        await _json(day.api.post("/whatsapp_business_profile", json={"messaging_product": "whatsapp", "about": "Open"}))
        read = await _json(day.api.get("/whatsapp_business_profile", params={"fields": "about"}))
        assert read["data"][0]["about"] == "Open"

    async def test_key_reads_no_other_node_than_files(self, day: Day) -> None:
        async with day.api.get(f"/{day.phone_number_id}") as answer:
            assert answer.status == 404
