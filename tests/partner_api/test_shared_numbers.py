"""GET …/shared_client_numbers (contract partner-api §6.5)."""

import aiohttp
import pytest
from tests import world
from tests.partner_api.asking import ask, assert_error
from tests.world import World

from partnerhub.db.pool import Database


@pytest.fixture
def clients(acme: World) -> str:
    return f"/api/v2/partners/{acme.partner.partner_id}/clients"


async def test_says_of_each_number_whether_it_is_shared(
    api: aiohttp.ClientSession, clients: str, acme: World, database: Database
) -> None:
    shared, number = acme.partner.channel_id, acme.partner.phone_number
    missing = await world.add_channel(database, acme.partner)
    status, body = await ask(api, "GET", f"{clients}/{acme.partner.client_id}/shared_client_numbers")
    assert (status, body["count"], body["total"], body["shared"]) == (200, 2, 2, 1)
    assert body["client_id"] == acme.partner.client_id
    first, second = body["shared_client_numbers"]
    assert first.pop("permission_granted_at").endswith("Z")
    assert first == {
        "channel_id": shared, "phone_number": number, "phone_name": "Acme Support",
        "permission_status": "shared", "hub_status": "live",
    }  # fmt: skip
    assert (second["channel_id"], second["permission_status"]) == (missing, "missing")
    assert "permission_granted_at" not in second


async def test_knows_no_client_of_a_rival(api: aiohttp.ClientSession, clients: str, acme: World) -> None:
    for client_id in (acme.rival.client_id, "nothingCL"):
        assert_error(*await ask(api, "GET", f"{clients}/{client_id}/shared_client_numbers"), 404)
