"""Several calls in one request: POST / with `batch`, answered by a list in the same order."""

import dataclasses
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from litestar import Response

from partnerhub.sandbox.wire import http
from partnerhub.sandbox.wire.call import Call
from partnerhub.sandbox.wire.envelope import GraphError

MOST = 50
One = Callable[[Call, str], Awaitable[Response[bytes]]]


async def serve(call: Call, one: One) -> Response[bytes]:
    """`one` serves a call at a path. Each of them fails or succeeds on its own."""
    try:
        answers = [await _asked(call, one, item) for item in _items(call)]
    except GraphError as error:
        return http.refused(error, call.version)
    return http.answered(answers, call.version, None)


def _items(call: Call) -> list[Any]:
    given = call.value("batch")
    if not isinstance(given, list) or not 0 < len(given) <= MOST:
        raise GraphError(100, title=f"Param batch must be an array of 1 to {MOST} requests.")
    return given


async def _asked(call: Call, one: One, item: Any) -> dict[str, Any]:
    if not isinstance(item, dict) or not isinstance(item.get("relative_url"), str):
        raise GraphError(100, title="Param batch must name a relative_url in each request.")
    path, _, query = item["relative_url"].partition("?")
    params: dict[str, Any] = {**dict(parse_qsl(query)), **dict(parse_qsl(str(item.get("body") or "")))}
    token = str(params.pop("access_token", call.token))
    method = str(item.get("method", "GET")).upper()
    answer = await one(dataclasses.replace(call, method=method, token=token, params=params), path)
    headers = [{"name": "Content-Type", "value": http.JSON}]
    return {"code": answer.status_code, "headers": headers, "body": answer.content.decode()}
