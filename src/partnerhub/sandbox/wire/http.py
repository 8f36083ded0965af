"""HTTP on one side, calls and answers on the other: parameters from query, form and JSON; Graph's own headers back."""

import re
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Request, Response
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException

from partnerhub.kit.ids import numeric_id
from partnerhub.sandbox.wire.call import Raw, Upload
from partnerhub.sandbox.wire.envelope import Exhausted, GraphError, trace_id

JSON = "application/json; charset=UTF-8"
BEARER = ("bearer ", "oauth ")
ALL = 100  # percent
MAX_BODY = 105 * 1024 * 1024  # the largest medium, and its form around it

ITEM = re.compile(r"(\w+)\[\d*\]")

AnyRequest = Request[Any, Any, Any]


async def read(request: AnyRequest) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Every parameter of the request by name, the body's before the query's; and its files."""
    params = _query(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        return _form(params, await _parsed(request))
    body = await request.body()
    if body:
        params |= _json(body)
    return params, {}


def _query(request: AnyRequest) -> dict[str, Any]:
    """`name[]=` and `name[0]=` are items of a list, as PHP writes them."""
    params: dict[str, Any] = {}
    for key, value in parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True):
        if item := ITEM.fullmatch(key):
            params.setdefault(item[1], []).append(value)
        else:
            params[key] = value
    return params


async def _parsed(request: AnyRequest) -> Mapping[str, Any]:
    try:
        return await request.form()
    except ClientException as error:  # no boundary, or parts that never end
        raise GraphError(100, "The body of the request is not a valid form.") from error


async def read_raw(request: AnyRequest) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The same for a body that is a piece of a file, under the name `body`; `file_offset` is a header then."""
    params = _query(request)
    if "file_offset" in request.headers:
        params["file_offset"] = request.headers["file_offset"]
    kind = request.headers.get("content-type", "application/octet-stream")
    return params, {"body": Upload("body", kind, await request.body())}


def _form(params: dict[str, Any], form: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Upload]]:
    uploads: dict[str, Upload] = {}
    for name, value in form.items():
        if isinstance(value, UploadFile):
            content = value.file.read()
            uploads[name] = Upload(value.filename or name, value.content_type or "application/octet-stream", content)
        else:
            params[name] = value
    return params, uploads


def _json(body: bytes) -> dict[str, Any]:
    try:
        given = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GraphError(100, "The body of the request is not valid JSON.") from error
    if isinstance(given, str):  # a client writes JSON, and writes that as JSON once more
        return _json(given.encode())
    if not isinstance(given, dict):
        raise GraphError(100, "The body of the request must be a JSON object.")
    return given


def token_of(request: AnyRequest, params: dict[str, Any]) -> str:
    """From the Authorization header, or the parameter access_token, which is taken out."""
    given = str(params.pop("access_token", ""))
    header = request.headers.get("authorization", "")
    if header.lower().startswith(BEARER):
        return header.partition(" ")[2].strip()
    return given


def answered(content: Any, version: str, waba_id: str | None, used: int = 1) -> Response[bytes]:
    """`used`: percent of the calls of this hour about the WABA."""
    if isinstance(content, Raw):
        return Response(content.content, status_code=200, media_type=content.mime_type, headers=_headers(version, None))
    headers = _headers(version, waba_id, used)
    return Response(msgspec.json.encode(content), status_code=200, media_type=JSON, headers=headers)


def refused(error: GraphError, version: str) -> Response[bytes]:
    headers = _headers(version, error.waba_id if isinstance(error, Exhausted) else None, ALL)
    if error.http == 401:  # noqa: PLR2004
        headers["WWW-Authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{error.message}"'
    return Response(msgspec.json.encode(error.body()), status_code=error.http, media_type=JSON, headers=headers)


def _headers(version: str, waba_id: str | None, used: int = 1) -> dict[str, str]:
    headers = {
        "facebook-api-version": version,
        "x-fb-trace-id": trace_id()[:11],
        "x-fb-request-id": uuid.uuid4().hex,
        "x-fb-rev": numeric_id(10),
        "cache-control": "private, no-cache, no-store, must-revalidate",
        "pragma": "no-cache",
        "expires": "Sat, 01 Jan 2000 00:00:00 GMT",
    }
    if waba_id is not None:
        usage = {
            "type": "whatsapp",
            "call_count": used,
            "total_cputime": 1,
            "total_time": 1,
            "estimated_time_to_regain_access": 1 if used == ALL else 0,  # minutes
        }
        headers["x-business-use-case-usage"] = msgspec.json.encode({waba_id: [usage]}).decode()
    return headers
