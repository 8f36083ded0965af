"""GET /v1/health, /health_status, /v1/configs/phone_number (contract messaging-and-meta A.2, A.5)."""

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream
from tests.world import World

from partnerhub.db.pool import Database

CONNECTED = b'{"status":"CONNECTED","platform_type":"CLOUD_API","id":"1"}'
EXPIRED = b'{"error":{"message":"Error validating access token","type":"OAuthException","code":190,"fbtrace_id":"A"}}'


class TestCachedHealth:
    async def test_is_asked_of_graph_once_in_five_minutes(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream
    ) -> None:
        meta.say(CONNECTED)
        for _ in range(3):
            async with api.get("/v1/health") as answer:
                assert answer.status == 200
                assert await answer.json() == {
                    "health": {"gateway_status": "connected"},
                    "meta": {"api_status": "stable", "version": "v23.0"},
                }
        (asked,) = meta.asked
        assert asked.path == f"/v23.0/{acme.partner.phone_number_id}"

    async def test_is_asked_again_when_five_minutes_have_passed(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database
    ) -> None:
        meta.say(CONNECTED)
        await _gateway_status(api)
        meta.say(b'{"status":"DISCONNECTED","id":"1"}')
        await _age(database, acme, "4 minutes 50 seconds")
        assert await _gateway_status(api) == "connected"
        await _age(database, acme, "5 minutes 1 second")
        assert await _gateway_status(api) == "disconnected"
        assert await _gateway_status(api) == "disconnected"
        assert len(meta.asked) == 2

    @pytest.mark.parametrize(
        ("node", "told"),
        [
            (b'{"status":"PENDING"}', "connecting"),
            (b'{"status":"UNVERIFIED"}', "uninitialized"),
            (b'{"status":"BANNED"}', "unregistered"),
            (b'{"status":"CONNECTED","platform_type":"NOT_APPLICABLE"}', "unregistered"),
            (b'{"status":"RATE_LIMITED"}', "connected"),
        ],
    )
    async def test_speaks_in_the_words_of_the_old_api(
        self, api: aiohttp.ClientSession, meta: Upstream, node: bytes, told: str
    ) -> None:
        meta.say(node)
        assert await _gateway_status(api) == told

    async def test_does_not_keep_a_failure(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(EXPIRED, status=401)
        async with api.get("/v1/health") as answer:
            assert answer.status == 502
            told = (await answer.json())["meta"]
        assert told["developer_message"] == "WhatsApp for Business API not available"
        assert "error" not in told  # what Meta says of our token is not the caller's
        meta.say(CONNECTED)
        assert await _gateway_status(api) == "connected"


class TestHealthStatus:
    async def test_is_live_and_always_asks_for_health_status(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream
    ) -> None:
        body = b'{"health_status":{"can_send_message":"AVAILABLE","entities":[]},"verified_name":"Acme","id":"1"}'
        meta.say(body)
        for _ in range(2):
            async with api.get("/health_status", params={"fields": "verified_name,health_status"}) as answer:
                assert answer.status == 200
                assert await answer.read() == body
        assert [asked.query for asked in meta.asked] == ["fields=health_status%2Cverified_name"] * 2

    async def test_tells_graphs_error_in_its_own_shape(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(b'{"error":{"message":"(#10) Not allowed","type":"OAuthException","code":10}}', status=403)
        async with api.get("/health_status") as answer:
            assert answer.status == 403
            assert await answer.json() == {"error": "(#10) Not allowed"}

    @pytest.mark.parametrize("body", [b'{"oops":1}', b'{"error":"x"}', b'{"error":{"message":null}}', b"[]"])
    async def test_tells_an_error_that_is_not_graphs(
        self, api: aiohttp.ClientSession, meta: Upstream, body: bytes
    ) -> None:
        meta.say(body, status=500)
        async with api.get("/health_status") as answer:
            assert answer.status == 500
            assert answer.headers["facebook-api-version"] == "v23.0"
            assert await answer.json() == {"error": "WhatsApp for Business API not available"}


class TestPhoneNumber:
    async def test_is_in_digits(self, api: aiohttp.ClientSession, acme: World, meta: Upstream) -> None:
        async with api.get("/v1/configs/phone_number") as answer:
            assert answer.status == 200
            assert await answer.json() == {"phone_number": acme.partner.phone_number}
        assert not meta.asked


async def _gateway_status(api: aiohttp.ClientSession) -> str:
    async with api.get("/v1/health") as answer:
        assert answer.status == 200
        return (await answer.json())["health"]["gateway_status"]


async def _age(database: Database, acme: World, age: str) -> None:
    async with database.writing(acme.partner.partner_id) as db:
        await db.execute(
            "UPDATE channel SET health_checked_at = now() - $2::text::interval WHERE id = $1",
            acme.partner.channel_id,
            age,
        )
