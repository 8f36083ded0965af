"""Who is let in, and how others and lost ones are told, in the shape of each endpoint (contract A.1, A.6)."""

from typing import Any

import aiohttp
import pytest
from tests import world
from tests.messaging_api.upstream import Upstream
from tests.serving import client_of
from tests.world import VAULT, World

from partnerhub.db.pool import Database
from partnerhub.domain import channel_keys
from partnerhub.kit import clock
from partnerhub.surfaces.messaging_api.dialects import Dialect
from partnerhub.surfaces.messaging_api.documentation import document
from partnerhub.surfaces.messaging_api.routes import ROUTES
from partnerhub.surfaces.messaging_api.table import Route

STATUS = {
    Dialect.GRAPH: lambda body: body["error"]["code"] == 190 and body["error"]["type"] == "OAuthException",
    Dialect.GATEWAY: lambda body: body["meta"]["http_code"] == 401 and body["meta"]["success"] is False,
    Dialect.NATIVE: lambda body: "api_key" in body["error"],
    Dialect.MARKETING: lambda body: body["detail"]["error"]["code"] == 190,
}
EVERY = pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")


async def _refused(session: aiohttp.ClientSession, route: Route, meta: Upstream) -> None:
    async with session.request(route.method, route.plain.replace("{media_id}", "1234")) as answer:
        assert answer.status == 401
        assert STATUS[route.dialect](await answer.json())
    assert not meta.asked


@pytest.fixture(scope="module")
async def revoked(database: Database) -> World:
    """One whose channel's key is revoked, for all: who is refused changes nothing."""
    made = await world.make(database)
    async with database.writing(made.partner.partner_id) as db:
        await channel_keys.end(db, made.partner.partner_id, made.partner.channel_id, now=clock.now())
    return made


class TestEveryRoute:
    @EVERY
    async def test_refuses_nobody(self, nobody: aiohttp.ClientSession, route: Route, meta: Upstream) -> None:
        await _refused(nobody, route, meta)

    @EVERY
    async def test_refuses_a_partner_key(self, base: str, revoked: World, route: Route, meta: Upstream) -> None:
        headers = {"D360-API-KEY": revoked.partner.partner_key, "x-api-key": revoked.partner.partner_key}
        async with client_of(base, **headers) as session:
            await _refused(session, route, meta)

    @EVERY
    async def test_refuses_a_revoked_key(self, base: str, revoked: World, route: Route, meta: Upstream) -> None:
        async with client_of(base, **{"D360-API-KEY": revoked.partner.d360_api_key}) as session:
            await _refused(session, route, meta)

    @EVERY
    async def test_is_documented_with_an_example_and_its_errors(self, route: Route) -> None:
        operation = document()["paths"][route.plain][route.method.lower()]
        assert operation["summary"]
        assert {str(route.status), "400", "401", "502", "504"} <= set(operation["responses"])


class TestKey:
    @pytest.mark.parametrize("name", ["d360-api-key", "D360-Api-Key", "D360-API-KEY"])
    async def test_is_taken_from_the_header_in_any_case(
        self, base: str, acme: World, meta: Upstream, name: str
    ) -> None:
        async with client_of(base, **{name: acme.partner.d360_api_key}) as session:
            assert (await session.get("/v1/configs/phone_number")).status == 200

    async def test_acts_for_its_own_channel_only(self, base: str, acme: World, meta: Upstream) -> None:
        async with client_of(base, **{"D360-API-KEY": acme.rival.d360_api_key}) as session:
            await session.post("/messages", json={"to": "4915100000000", "text": {"body": "x"}})
        assert meta.asked[0].path == f"/v23.0/{acme.rival.phone_number_id}/messages"

    async def test_before_the_last_one_is_refused(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database
    ) -> None:
        ids = (acme.partner.partner_id, acme.partner.channel_id)
        async with database.writing(acme.partner.partner_id) as db:
            await channel_keys.create(db, *ids, vault=VAULT, now=clock.now())
        assert (await api.post("/messages", json={})).status == 401


class TestTrace:
    async def test_in_the_error_is_the_requests_id(self, nobody: aiohttp.ClientSession) -> None:
        async with nobody.get("/v1/health") as answer:
            assert (await answer.json())["meta"]["360dialog_trace_id"] == answer.headers["x-request-id"]
        async with nobody.get("/message_templates") as answer:
            assert (await answer.json())["error"]["fbtrace_id"] == answer.headers["x-request-id"]


class TestUnknownPaths:
    @pytest.mark.parametrize(
        ("method", "path"), [("GET", "/nonsense"), ("POST", "/nonsense"), ("GET", "/a/b/c"), ("PUT", "/nonsense")]
    )
    async def test_are_told_in_graphs_words(self, api: aiohttp.ClientSession, method: str, path: str) -> None:
        assert (await _told(api, method, path, 404))["error"]["code"] == 2500

    async def test_under_v1_are_told_in_the_gateways_words(self, api: aiohttp.ClientSession) -> None:
        assert (await _told(api, "GET", "/v1/nonsense", 404))["meta"]["http_code"] == 404

    @pytest.mark.parametrize("path", ["/v23.0/123/messages", "/123/messages", "/v19.0/messages"])
    async def test_of_metas_that_name_version_or_id_are_blocked(self, api: aiohttp.ClientSession, path: str) -> None:
        assert "is blocked" in (await _told(api, "POST", path, 403))["error"]["message"]

    async def test_wrong_methods_are_told_with_the_right_ones(self, api: aiohttp.ClientSession) -> None:
        async with api.put("/v1/configs/webhook") as answer:
            assert answer.status == 405
            assert {"GET", "HEAD", "POST"} <= set(answer.headers["allow"].split(", "))
        assert "error" in await _told(api, "PATCH", "/messages", 405)

    async def test_wrong_methods_are_told_in_the_shape_of_their_path(self, api: aiohttp.ClientSession) -> None:
        for path in ("/waba_webhook", "/waba_webhook/", "/health_status"):
            assert await _told(api, "PUT", path, 405) == {"error": "Method Not Allowed"}
        assert (await _told(api, "GET", "/marketing_messages", 405))["detail"]["error"]["code"] == 2500


async def _told(api: aiohttp.ClientSession, method: str, path: str, status: int) -> dict[str, Any]:
    async with api.request(method, path) as answer:
        assert answer.status == status
        return await answer.json()


class TestDocument:
    async def test_is_served_to_everybody(self, nobody: aiohttp.ClientSession) -> None:
        async with nobody.get("/openapi-messaging.json") as answer:
            assert answer.status == 200
            body = await answer.json()
        assert body["openapi"].startswith("3.1")
        assert body["info"]["title"] == "PartnerHub Messaging API"
        key = body["components"]["securitySchemes"]["D360-API-KEY"]
        assert key == {"type": "apiKey", "name": "D360-API-KEY", "in": "header"}
