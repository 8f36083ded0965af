"""Clients (contract partner-api §6)."""

import aiohttp
import pytest
from tests import world
from tests.partner_api.asking import ask, assert_error
from tests.world import World

from partnerhub.db.pool import Database


@pytest.fixture
def clients(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/clients"


@pytest.fixture
def path(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/clients/{acme.partner.client_id}"


class TestClients:
    async def test_are_listed_as_they_are_read(
        self, api: aiohttp.ClientSession, clients: str, acme: World, database: Database
    ) -> None:
        first = acme.partner.client_id
        await world.add_client(database, acme.partner, "Zebra")
        status, body = await ask(api, "GET", clients, params={"sort": "-name", "limit": 20, "offset": 0})
        assert status == 200
        rows = body.pop("clients")
        assert body == {"count": 2, "filters": {}, "limit": 20, "offset": 0, "sort": ["-name"], "total": 2}
        assert [row["id"] for row in rows] == [acme.partner.client_id, first]
        for row in rows:
            assert await ask(api, "GET", f"{clients}/{row['id']}") == (200, row)


class TestClient:
    async def test_reads_as_documented(self, api: aiohttp.ClientSession, path: str, acme: World) -> None:
        status, body = await ask(api, "GET", path)
        assert status == 200
        assert body["id"] == acme.partner.client_id
        assert body["status"] == "active"
        assert body["partner_payload"] == "yourSystemIdentifier"
        assert body["created_by"] == {"user_id": "system", "user_name": "system"}
        assert "organisation" not in body, "keys without a value are left out (§17.3)"
        assert body["created_at"].endswith("Z")

    async def test_changes_payload_and_limit(self, api: aiohttp.ClientSession, path: str) -> None:
        status, body = await ask(api, "PATCH", path, json={"partner_payload": "crm-7", "max_channels": 5})
        assert (status, body["partner_payload"], body["max_channels"]) == (200, "crm-7", 5)
        status, body = await ask(api, "PATCH", path, json={"partner_payload": None, "max_channels": 3})
        assert (status, body["partner_payload"], body["max_channels"]) == (200, "crm-7", 3)

    async def test_changed_shows_in_its_channels(self, api: aiohttp.ClientSession, path: str, acme: World) -> None:
        await ask(api, "PATCH", path, json={"partner_payload": "crm-8"})
        channel = f"/api/v2/partners/{acme.partner.partner_id}/channels/{acme.partner.channel_id}"
        assert (await ask(api, "GET", channel))[1]["client"]["partner_payload"] == "crm-8"

    @pytest.mark.parametrize("value", [-1, "many", 1.5, 10**30])
    async def test_limit_must_be_a_sensible_number(self, api: aiohttp.ClientSession, path: str, value: object) -> None:
        assert_error(*await ask(api, "PATCH", path, json={"max_channels": value}), 400, "max_channels")

    @pytest.mark.parametrize("method", ["GET", "PATCH"])
    async def test_of_the_rival_does_not_exist(self, api: aiohttp.ClientSession, acme: World, method: str) -> None:
        path = f"/api/v2/partners/{acme.partner.partner_id}/clients/{acme.rival.client_id}"
        assert_error(*await ask(api, method, path, json={"max_channels": 1}), 404, "Client not found")
