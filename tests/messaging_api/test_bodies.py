"""Bodies that are not what they should be: told in the endpoint's own shape, and never a crash of ours (contract A.6)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs
from tests.messaging_api.failures.calls import FORM, MULTIPART, gateway, graph, native
from tests.messaging_api.upstream import Upstream
from tests.serving import alone, served
from tests.waiting import PATIENCE
from tests.world import VAULT, World
from yarl import URL

from partnerhub.db.pool import Database
from partnerhub.settings import Settings
from partnerhub.surfaces import messaging_api
from partnerhub.upstream.graph import Graph

Shape = Callable[[dict[str, Any]], tuple[str, int]]
READ_BY_US: list[tuple[str, str, Shape]] = [
    ("POST", "/v1/configs/webhook", gateway),
    ("POST", "/waba_webhook", native),
    ("POST", "/multi_webhook", native),
    ("PUT", "/multi_webhook", native),
    ("PATCH", "/multi_webhook", native),
    ("DELETE", "/multi_webhook", native),
    ("POST", "/v1/contacts", gateway),
    ("POST", "/v1/configs/templates", gateway),
    ("PUT", "/v1/messages/wamid.1", gateway),
    ("PATCH", "/v1/settings/profile/about", gateway),
]
PASSED_ON: list[tuple[str, str, Shape]] = [
    ("POST", "/messages", graph),
    ("POST", "/v1/messages", gateway),
    ("POST", "/v1/settings/business/profile", gateway),
    ("POST", "/message_templates", graph),
]
NOT_UTF8 = b'{"url":"https://hooks.example.com/\xff","name":"\xff","vertical":"\xff","x":"\xff"}'
HEAD = (
    b"POST /media HTTP/1.1\r\nhost: a\r\nd360-api-key: %b\r\ncontent-length: 100000\r\n"
    b"content-type: multipart/form-data; boundary=x\r\n\r\n"
)
TOO_DEEP = b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


async def _told(api: aiohttp.ClientSession, call: tuple[str, str, Shape], body: bytes) -> str:
    method, path, shape = call
    async with api.request(method, path, data=body) as answer:
        assert answer.status == 400, await answer.text()
        return shape(await answer.json())[0]


class TestJson:
    @pytest.mark.parametrize("call", READ_BY_US + PASSED_ON, ids=lambda call: f"{call[0]} {call[1]}")
    async def test_that_is_none_is_a_bad_request(
        self, api: aiohttp.ClientSession, meta: Upstream, call: tuple[str, str, Shape]
    ) -> None:
        for body in (NOT_UTF8, TOO_DEEP, b"{", b"[]"):
            await _told(api, call, body)
        assert not meta.asked

    @pytest.mark.parametrize("call", READ_BY_US, ids=lambda call: f"{call[0]} {call[1]}")
    async def test_that_is_no_object_is_told_so(self, api: aiohttp.ClientSession, call: tuple[str, str, Shape]) -> None:
        if call[0] != "DELETE":  # which wants a name and no more
            for body in (b"", b"[]", b"5"):
                assert await _told(api, call, body) == "The body must be a JSON object."

    async def test_may_also_come_as_a_form_of_plain_fields(self, api: aiohttp.ClientSession, meta: Upstream) -> None:
        meta.say(b'{"messages":[{"id":"wamid.X"}]}')
        fields = {"to": "491711234567", "type": "text", "text": '{"body":"hi"}'}
        for path, form in (("/v1/messages", fields), ("/v1/settings/business/profile", {"email": "a@b.example"})):
            async with api.post(path, data=form) as answer:
                assert answer.status < 300, await answer.text()
        sent, changed = (asked.body for asked in meta.asked)
        assert sent == b'{"messaging_product":"whatsapp","to":"491711234567","type":"text","text":{"body":"hi"}}'
        assert changed == b'{"messaging_product":"whatsapp","email":"a@b.example"}'


async def test_a_stream_that_is_too_long_is_told_so(api: aiohttp.ClientSession, meta: Upstream) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(6):
            yield bytes(1_000_000)

    async with api.post("/whatsapp_business_encryption", data=pieces(), headers=MULTIPART) as answer:
        assert answer.status == 413
        assert graph(await answer.json())[1] == 100
    assert not meta.asked  # what reached Meta was never whole


async def test_who_hangs_up_in_the_middle_of_a_file_is_no_fault_of_metas(database: Database, acme: World) -> None:
    begun = asyncio.Event()

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        begun.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(hear, "127.0.0.1", 0) as place:
        settings, client = Settings(), Graph(f"http://127.0.0.1:{place.sockets[0].getsockname()[1]}", "v23.0")
        app = messaging_api.create(database, VAULT, client, settings)
        with capture_logs() as said:
            async with served(alone("messaging_api", app, settings)) as base:
                _, caller = await asyncio.open_connection("127.0.0.1", URL(base).port)
                caller.write(HEAD % acme.partner.d360_api_key.encode() + FORM.removesuffix(b"\r\n--x--\r\n"))
                async with asyncio.timeout(PATIENCE):
                    await begun.wait()
                caller.close()
            await client.close()  # the server has stopped, so it is over
    assert [one["status"] for one in said if one["event"] == "request"] == [499]
    assert [one["event"] for one in said if one["log_level"] not in {"info", "debug"}] == []
