"""A message costs: sent through the Messaging API, priced by Meta's webhook, metered by the worker, told by the Partner API."""

from typing import Any

import aiohttp
import pytest
from tests.waiting import eventually

TEMPLATE = {"name": "hello_world", "language": {"code": "en_US"}}


async def read(http: aiohttp.ClientSession, path: str) -> Any:
    async with http.get(path) as answer:
        body = await answer.json()
        assert answer.status == 200, body
        return body


async def send(demo: dict[str, Any], key: str) -> None:
    body = {"messaging_product": "whatsapp", "to": demo["customer"], "type": "template", "template": TEMPLATE}
    async with (
        aiohttp.ClientSession(demo["messaging_url"], headers={"D360-API-KEY": key}) as http,
        http.post("/messages", json=body) as answer,
    ):
        assert answer.status == 200, await answer.text()


async def changed(http: aiohttp.ClientSession, path: str, before: Any) -> Any:
    async def look() -> Any:
        now = await read(http, path)
        return None if now == before else now

    return await eventually(look)


class TestSpending:
    async def test_a_client_that_pays_itself_has_less(self, demo: dict[str, Any]) -> None:
        client = f"/api/v2/partners/{demo['partner_id']}/clients/{demo['client_id']}"
        async with aiohttp.ClientSession(demo["base_url"], headers={"x-api-key": demo["partner_api_key"]}) as http:
            before = await read(http, f"{client}/info/balance")
            assert before["last_renewal"]["amount"] == 100.0
            await send(demo, demo["d360_api_key"])
            after = await changed(http, f"{client}/info/balance", before)
            assert before["balance"] - after["balance"] == pytest.approx(0.004)
            path = f"{client}/channels/{demo['channel_id']}/info/usage?start_date=0&end_date=4102358400"
            points = (await read(http, path))["pricing_analytics"]["data"][0]["data_points"]
            assert ("US", "UTILITY", "REGULAR") in {
                (one["country"], one["pricing_category"], one["pricing_type"]) for one in points
            }

    async def test_a_partner_that_pays_has_less(self, demo: dict[str, Any]) -> None:
        rival = demo["rival"]
        path = f"/api/v2/partners/{rival['partner_id']}/balance"
        async with aiohttp.ClientSession(demo["base_url"], headers={"x-api-key": rival["partner_api_key"]}) as http:
            before = await read(http, path)
            await send(demo, rival["d360_api_key"])
            (after,) = await changed(http, path, before)
            assert before[0]["total"] - after["total"] == pytest.approx(0.004)
