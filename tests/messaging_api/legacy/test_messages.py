"""POST /v1/messages, PUT /v1/messages/{id} and POST /v1/contacts (contract messaging-and-meta A.2, Legacy host)."""

import json
from typing import Any

import aiohttp
import pytest
from tests.messaging_api.test_unpaid import move
from tests.messaging_api.upstream import HTML, Upstream
from tests.world import World
from yarl import URL

from partnerhub.db.pool import Database
from partnerhub.domain import billing

META = {"api_status": "stable", "version": "v23.0"}
TOLD = b'"contacts":[{"input":"+49 151 12345678","wa_id":"4915112345678"}],"messages":[{"id":"wamid.X"}]'
SENT = b'{"messaging_product":"whatsapp",' + TOLD + b"}"
OLD = b'{ "to":"4915112345678", "type":"text","text":{"body":"Gr\\u00fc\xc3\x9fe"}, "new_field":[1.000, 1e2], "x":"individual" }'
WINDOW = {
    "message": "(#131047) Re-engagement message",
    "type": "OAuthException",
    "code": 131047,
    "error_data": {"messaging_product": "whatsapp", "details": "More than 24 hours have passed."},
    "fbtrace_id": "Az8",
}


def saying(error: dict[str, Any]) -> bytes:
    return json.dumps({"error": error}).encode()


class TestSending:
    async def test_adds_the_product_and_touches_nothing_else(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream
    ) -> None:
        meta.say(SENT)
        async with api.post("/v1/messages", data=OLD) as answer:
            assert answer.status == 201
            assert await answer.json() == {
                "contacts": [{"input": "+49 151 12345678", "wa_id": "4915112345678"}],
                "messages": [{"id": "wamid.X"}],
                "meta": META,
            }
        (asked,) = meta.asked
        assert asked.path == f"/v23.0/{acme.partner.phone_number_id}/messages"
        assert asked.body == b'{"messaging_product":"whatsapp",' + OLD[1:].lstrip()

    async def test_leaves_the_newer_dialect_as_it_is(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(SENT)
        body = b'{"messaging_product":"whatsapp","to":"4915112345678","type":"text","text":{"body":"x"}}'
        async with api.post("/v1/messages", data=body) as answer:
            assert answer.status == 200
            assert await answer.read() == SENT
        assert meta.asked[0].body == body

    async def test_brings_a_template_of_the_first_form_into_that_of_today(
        self, api: aiohttp.ClientSession, meta: Upstream
    ) -> None:
        meta.say(SENT)
        old = {
            "to": "4915112345678",
            "type": "hsm",
            "hsm": {
                "namespace": "c8ae",
                "element_name": "order",
                "language": {"policy": "deterministic", "code": "en_US"},
                "localizable_params": [
                    {"default": "Ada"},
                    {"default": "12 EUR", "currency": {"currency_code": "EUR", "amount_1000": 12000}},
                    {"default": "tomorrow", "date_time": {"component": {}}},
                ],
            },
        }
        assert (await api.post("/v1/messages", json=old)).status == 201
        parameters = [
            {"type": "text", "text": "Ada"},
            {"type": "currency", "currency": {"fallback_value": "12 EUR", "code": "EUR", "amount_1000": 12000}},
            {"type": "date_time", "date_time": {"fallback_value": "tomorrow"}},
        ]
        assert json.loads(meta.asked[0].body) == {
            "messaging_product": "whatsapp",
            "to": "4915112345678",
            "type": "template",
            "template": {
                "name": "order",
                "language": {"code": "en_US"},
                "components": [{"type": "body", "parameters": parameters}],
            },
        }

    async def test_puts_the_preview_into_the_text(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(SENT)
        old = {"to": "4915112345678", "type": "text", "preview_url": True, "text": {"body": "https://example.com/"}}
        assert (await api.post("/v1/messages", json=old)).status == 201
        sent = json.loads(meta.asked[0].body)
        assert sent["text"] == {"preview_url": True, "body": "https://example.com/"}
        assert "preview_url" not in sent

    @pytest.mark.parametrize("body", [b"", b"[]", b"hello", b'{"to":', b'{"type":"hsm","hsm":{}}'])
    async def test_refuses_what_cannot_be_translated(
        self, api: aiohttp.ClientSession, meta: Upstream, body: bytes
    ) -> None:
        async with api.post("/v1/messages", data=body) as answer:
            assert answer.status == 400
            told = (await answer.json())["meta"]
        assert (told["success"], told["http_code"]) == (False, 400)
        assert told["developer_message"]
        assert not meta.asked

    async def test_is_refused_when_nobody_pays(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, database: Database
    ) -> None:
        await move(database, acme, billing.fund)
        await move(database, acme, billing.refund)
        async with api.post("/v1/messages", data=OLD) as answer:
            body = await answer.json()
        assert (answer.status, body["meta"]["http_code"]) == (400, 400)
        assert "unpaid invoices" in body["meta"]["developer_message"]
        assert body["errors"][0]["code"] == 402
        assert not meta.asked


class TestRefusal:
    async def test_of_meta_comes_in_both_old_shapes(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(saying(WINDOW), status=400)
        async with api.post("/v1/messages", data=OLD) as answer:
            assert answer.status == 400
            body = await answer.json()
            trace = answer.headers["x-request-id"]
        assert body["meta"] == {
            "success": False,
            "http_code": 400,
            "developer_message": "More than 24 hours have passed.",
            "360dialog_trace_id": trace,
            "error": saying(WINDOW).decode(),
        }
        details = "More than 24 hours have passed."
        assert body["errors"] == [{"code": 470, "title": "Re-engagement message", "details": details}]

    async def test_of_our_token_is_no_refusal_of_the_callers_key(
        self, api: aiohttp.ClientSession, meta: Upstream
    ) -> None:
        meta.say(saying({"message": "expired", "code": 190}), status=401)
        await _not_available(api, 502)

    async def test_that_is_no_graph_error_is_a_bad_gateway(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(b"<html>", status=500, headers=HTML)
        await _not_available(api, 502)

    async def test_never_comes_from_a_second_try(
        self, api: aiohttp.ClientSession, hasty_api: aiohttp.ClientSession, meta: Upstream
    ) -> None:
        for mood, status, asking in (("breaks off", 502, api), ("silent", 504, hasty_api)):
            meta.mood = mood
            meta.asked.clear()
            await _not_available(asking, status)
            assert len(meta.asked) <= 1


async def _not_available(api: aiohttp.ClientSession, status: int) -> None:
    async with api.post("/v1/messages", data=OLD) as answer:
        assert answer.status == status
        assert (await answer.json())["meta"]["http_code"] == status


class TestReading:
    @pytest.mark.parametrize("message_id", ["wamid.HBgLMT/YzQ+A==", "gBEGkYiEB1VXAglK1ZEqA1YKPrU"])
    async def test_a_message_is_told_to_meta(
        self, api: aiohttp.ClientSession, acme: World, meta: Upstream, message_id: str
    ) -> None:
        path = "/v1/messages/" + message_id.replace("/", "%2F").replace("+", "%2B").replace("=", "%3D")
        async with api.put(URL(path, encoded=True), json={"status": "read"}) as answer:
            assert answer.status == 200
            assert await answer.json() == {"success": True, "meta": META}
        assert json.loads(meta.asked[0].body) == {
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": message_id,
        }

    @pytest.mark.parametrize("body", [{}, {"status": "delivered"}])
    async def test_is_all_that_can_be_told(
        self, api: aiohttp.ClientSession, meta: Upstream, body: dict[str, str]
    ) -> None:
        async with api.put("/v1/messages/wamid.X", json=body) as answer:
            assert answer.status == 400
            assert "status" in (await answer.json())["meta"]["developer_message"]
        assert not meta.asked


class TestContacts:
    async def test_are_valid_when_they_can_be_numbers(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        given = {"blocking": "wait", "contacts": ["+49 1511 2345678", "4915112345678", "12", "hello"]}
        async with api.post("/v1/contacts", json=given) as answer:
            assert answer.status == 200
            told = await answer.json()
        valid = {"status": "valid", "wa_id": "4915112345678"}
        assert told["contacts"] == [
            {"input": "+49 1511 2345678", **valid},
            {"input": "4915112345678", **valid},
            {"input": "12", "status": "invalid"},
            {"input": "hello", "status": "invalid"},
        ]
        assert told["meta"] == META
        assert not meta.asked

    @pytest.mark.parametrize(
        "body",
        [{}, {"contacts": []}, {"contacts": ["1"] * 1001}, {"contacts": [1]}, {"contacts": ["1"], "blocking": "x"}],
    )
    async def test_are_named_when_they_are_wrong(self, api: aiohttp.ClientSession, body: dict[str, Any]) -> None:
        async with api.post("/v1/contacts", json=body) as answer:
            assert answer.status == 400
            told = (await answer.json())["meta"]["developer_message"]
        assert "contacts" in told or "blocking" in told
