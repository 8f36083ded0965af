"""Whatever Meta does, and however the channel stands: the caller gets its endpoint's own shape of error (contract A.6).

Nothing foreign is in any of them: no token, no address of Meta's or ours, no inside of a program.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import aiohttp
import pytest
from tests import world
from tests.messaging_api.upstream import GRAPH_HEADERS, HTML, Upstream
from tests.serving import client_of
from tests.world import World

from partnerhub.db.pool import Database
from partnerhub.domain import billing
from partnerhub.kit import clock

TOKEN = "EAAtest"
FORM = (
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\nContent-Type: image/png\r\n\r\nx\r\n--x--\r\n'
)
MULTIPART = {"content-type": "multipart/form-data; boundary=x"}
TEXT = {"to": "491711234567", "type": "text", "text": {"body": "hi"}}
CLOUD = {"messaging_product": "whatsapp", **TEXT}
TEMPLATE = {"name": "a", "language": "de", "category": "UTILITY", "components": []}


def graph(body: dict[str, Any]) -> tuple[str, int]:
    error = body["error"]
    assert set(body) == {"error"}
    assert {"message", "type", "code", "fbtrace_id"} <= set(error)
    assert error["type"] == "OAuthException"
    return error["message"], error["code"]


def gateway(body: dict[str, Any]) -> tuple[str, int]:
    meta = body["meta"]
    assert set(body) <= {"meta", "errors"}
    assert meta["success"] is False
    assert {"http_code", "developer_message", "360dialog_trace_id"} <= set(meta)
    return meta["developer_message"], 0


def native(body: dict[str, Any]) -> tuple[str, int]:
    assert set(body) == {"error"}
    assert isinstance(body["error"], str)
    return body["error"], 0


def marketing(body: dict[str, Any]) -> tuple[str, int]:
    assert set(body) == {"detail"}
    return graph(body["detail"])


class Call(NamedTuple):
    shape: Callable[[dict[str, Any]], tuple[str, int]]
    method: str
    path: str
    sent: dict[str, Any]
    sends: bool = False  # a message, which somebody pays for

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


CALLS = [
    Call(graph, "POST", "/messages", {"json": CLOUD}, sends=True),
    Call(marketing, "POST", "/marketing_messages", {"json": CLOUD}, sends=True),
    Call(gateway, "POST", "/v1/messages", {"json": TEXT}, sends=True),
    Call(gateway, "PUT", "/v1/messages/wamid.1", {"json": {"status": "read"}}),
    Call(graph, "POST", "/media", {"data": FORM, "headers": MULTIPART}),
    Call(graph, "GET", "/123", {}),
    Call(graph, "GET", "/whatsapp_business/attachments/?mid=1", {}),
    Call(gateway, "POST", "/v1/media", {"data": b"x", "headers": {"content-type": "image/png"}}),
    Call(gateway, "GET", "/v1/media/123", {}),
    Call(graph, "GET", "/message_templates", {}),
    Call(graph, "POST", "/message_templates", {"json": TEMPLATE}),
    Call(gateway, "POST", "/v1/configs/templates", {"json": TEMPLATE}),
    Call(gateway, "DELETE", "/v1/configs/templates/welcome", {}),
    Call(gateway, "GET", "/v1/health", {}),
    Call(native, "GET", "/health_status", {}),
    Call(gateway, "POST", "/v1/settings/business/profile", {"json": {"email": "a@b.example"}}),
]
every_call = pytest.mark.parametrize("call", CALLS, ids=str)
PASSED_ON = [call for call in CALLS if call.path != "/v1/health"]  # which asks a question of its own
JSON_ONLY = [call for call in CALLS if "attachments" not in call.path]  # a file may be anything


async def refused(api: aiohttp.ClientSession, meta: Upstream, call: Call, status: int) -> tuple[str, int]:
    async with api.request(call.method, call.path, **call.sent) as answer:
        text = await answer.text()
        assert answer.status == status, text
        assert answer.headers["content-type"].startswith("application/json")
        for foreign in (TOKEN, meta.base, "127.0.0.1", "facebook.com", "Traceback", "x-internal", "asyncpg"):
            assert foreign not in text + str(answer.headers)
        return call.shape(await answer.json())


def error(code: int, **more: Any) -> bytes:
    """As Meta writes it, with more than it should."""
    details = {"messaging_product": "whatsapp", "details": "What is wrong"}
    known = {
        "message": f"(#{code}) No",
        "type": "OAuthException",
        "code": code,
        "error_data": details,
        "fbtrace_id": "A",
    }
    return json.dumps({"error": known | more}).encode()


@pytest.fixture(scope="module")
async def lasting(database: Database) -> World:
    """One for all: what fails at Meta changes nothing here."""
    return await world.make(database)


class TestMeta:
    @pytest.fixture
    def acme(self, lasting: World) -> World:
        return lasting

    @every_call
    async def test_that_stays_silent_is_504(self, api: aiohttp.ClientSession, meta: Upstream, call: Call) -> None:
        meta.mood = "silent"
        await refused(api, meta, call, 504)

    @every_call
    async def test_that_hangs_up_is_502(self, api: aiohttp.ClientSession, meta: Upstream, call: Call) -> None:
        meta.mood = "hangs up"
        await refused(api, meta, call, 502)

    @pytest.mark.parametrize("call", JSON_ONLY, ids=str)
    async def test_that_breaks_off_is_502(self, api: aiohttp.ClientSession, meta: Upstream, call: Call) -> None:
        meta.mood = "breaks off"
        await refused(api, meta, call, 502)

    @pytest.mark.parametrize("body", [b'{"id":', b""])
    @pytest.mark.parametrize("call", JSON_ONLY, ids=str)
    async def test_whose_json_is_none_is_502(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call, body: bytes
    ) -> None:
        meta.say(body)
        await refused(api, meta, call, 502)

    @pytest.mark.parametrize("status", [200, 503])
    @pytest.mark.parametrize("call", JSON_ONLY, ids=str)
    async def test_that_answers_a_page_is_502(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call, status: int
    ) -> None:
        meta.say(b"<html>graph.facebook.com has trouble</html>", status, HTML)
        await refused(api, meta, call, 502)

    @every_call
    async def test_that_has_trouble_is_told_as_it_tells_it(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call
    ) -> None:
        meta.say(error(131000), 500)
        await refused(api, meta, call, 502 if call.path == "/v1/health" else 500)

    @every_call
    @pytest.mark.parametrize("status", [400, 401])
    async def test_that_takes_our_token_no_more_says_nothing_of_the_callers_key(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call, status: int
    ) -> None:
        meta.say(error(190, message=f"Malformed access token {TOKEN}", error_subcode=463), status)
        message, code = await refused(api, meta, call, 502)
        assert "WhatsApp for Business API not available" in message
        assert code in {0, 2}

    @pytest.mark.parametrize("call", PASSED_ON, ids=str)
    @pytest.mark.parametrize("code", [4, 130429])
    async def test_that_is_asked_too_often_says_so_with_its_code(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call, code: int
    ) -> None:
        meta.say(error(code), 400, {**GRAPH_HEADERS, "retry-after": "7"})
        _, told = await refused(api, meta, call, 400)
        assert told in {0, code}

    @pytest.mark.parametrize("call", PASSED_ON, ids=str)
    async def test_that_repeats_our_token_is_not_repeated(
        self, api: aiohttp.ClientSession, meta: Upstream, call: Call
    ) -> None:
        meta.say(error(100, message=f"(#100) No, said with {TOKEN}"), 400)
        await refused(api, meta, call, 400)

    async def test_that_has_said_to_wait_is_not_asked(
        self, api: aiohttp.ClientSession, database: Database, meta: Upstream, acme: World, base: str
    ) -> None:
        """Another account than that of the other tests: it waits for a while."""
        side = (await world.make(database)).partner
        told = f'{{"{side.waba_external_id}":[{{"call_count":100,"estimated_time_to_regain_access":9}}]}}'
        meta.say(b"{}", headers={**GRAPH_HEADERS, "x-business-use-case-usage": told})
        async with client_of(base, **{"D360-API-KEY": side.d360_api_key}) as other:
            async with other.get("/message_templates") as answer:
                assert answer.status == 200
            for call in (one for one in CALLS if "templates" in one.path):
                _, code = await refused(other, meta, call, 400)
                assert code in {0, 80007}
            async with other.get("/message_templates") as answer:
                assert int(answer.headers["retry-after"]) in range(500, 541)
        assert len(meta.asked) == 1


class TestChannel:
    @every_call
    async def test_that_is_terminated_is_told_in_the_documents_words(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _set(database, acme, "UPDATE channel SET hub_status = 'terminated' WHERE id = $1")
        message, _ = await refused(api, meta, call, 400)
        assert "Your WhatsApp for Business API has been disabled" in message
        assert not meta.asked

    @every_call
    async def test_without_a_token_is_not_running(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _set(
            database, acme, "UPDATE waba SET graph_token = NULL WHERE id = (SELECT waba_id FROM channel WHERE id = $1)"
        )
        message, _ = await refused(api, meta, call, 502)
        assert "WhatsApp for Business API not available" in message
        assert not meta.asked

    @every_call
    async def test_whose_key_is_revoked_is_401(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _set(database, acme, "UPDATE channel_key SET revoked_at = now() WHERE channel_id = $1")
        message, _ = await refused(api, meta, call, 401)
        assert "Invalid api_key" in message
        assert not meta.asked

    @pytest.mark.parametrize("call", [call for call in CALLS if call.sends], ids=str)
    async def test_that_nobody_pays_for_sends_nothing(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _empty(database, acme)
        message, _ = await refused(api, meta, call, 400)
        assert "unpaid invoices" in message
        assert not meta.asked

    @pytest.mark.parametrize("call", [call for call in CALLS if not call.sends], ids=str)
    async def test_that_nobody_pays_for_may_do_the_rest(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _empty(database, acme)
        async with api.request(call.method, call.path, **call.sent) as answer:
            assert "unpaid" not in await answer.text()
        assert meta.asked

    @every_call
    async def test_that_is_cancelled_works_until_its_end(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database, call: Call
    ) -> None:
        await _set(database, acme, "UPDATE channel SET hub_status = 'pending_deletion' WHERE id = $1")
        async with api.request(call.method, call.path, **call.sent):
            pass
        assert meta.asked


async def _set(database: Database, acme: World, statement: str) -> None:
    async with database.writing(acme.partner.partner_id) as db:
        await db.execute(statement, acme.partner.channel_id)


async def _empty(database: Database, acme: World) -> None:
    """There were funds, and they are gone."""
    for what in (billing.fund, billing.refund):
        async with database.writing(acme.partner.partner_id) as db:
            await what(db, acme.partner.partner_id, acme.partner.client_id, Decimal(1), "usd", now=clock.now())


class TestLinks:
    async def test_to_further_pages_lead_to_us_without_the_token(
        self, base: str, api: aiohttp.ClientSession, meta: Upstream
    ) -> None:
        link = "https:\\/\\/graph.facebook.com\\/v23.0\\/77\\/message_templates?access_token=EAAtest&limit=1&%s=QV"
        body = (
            '{"data":[{"id":"1","x":1.0}],"paging":{"cursors":{"before":"A","after":"B"},"next":"%s","previous":"%s"}}'
        )
        meta.say((body % (link % "after", link % "before")).encode())
        async with api.get("/message_templates", params={"limit": "1"}) as answer:
            text = await answer.text()
            paging = (await answer.json())["paging"]
        assert '"x":1.0' in text
        assert TOKEN not in text
        assert "facebook" not in text
        assert paging["cursors"] == {"before": "A", "after": "B"}
        assert paging["next"] == "http://localhost:8082/message_templates?limit=1&after=QV"
        assert paging["previous"] == "http://localhost:8082/message_templates?limit=1&before=QV"

    @pytest.mark.parametrize("paging", ["{}", "null", "[]", '{"next":1}', '{"cursors":{"after":"B"} }'])
    async def test_that_are_none_are_left_as_they_are(
        self, api: aiohttp.ClientSession, meta: Upstream, paging: str
    ) -> None:
        body = b'{"data":[ ], "paging":' + paging.encode() + b"}"
        meta.say(body)
        async with api.get("/message_templates") as answer:
            assert await answer.read() == body
