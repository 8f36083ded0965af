"""Calls of each of the four dialects, and the one shape that an error of theirs may have (contract A.6)."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import aiohttp
import pytest
from tests.messaging_api.upstream import Upstream

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
