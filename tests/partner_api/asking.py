"""Short forms for asking the API in tests."""

from typing import Any

import aiohttp


async def ask(session: aiohttp.ClientSession, method: str, path: str, **options: Any) -> tuple[int, Any]:
    """(status, decoded body)."""
    async with session.request(method, path, **options) as answer:
        return answer.status, await answer.json()


def assert_error(status: int, body: Any, expected: int, mentions: str = "") -> None:
    """The one error shape of the Partner API (contract §4.1)."""
    assert status == expected, body
    assert body["meta"]["success"] is False
    assert body["meta"]["http_code"] == expected
    assert body["meta"]["360dialog_trace_id"]
    assert mentions in body["meta"]["developer_message"] + " ".join(body["meta"].get("details", []))
