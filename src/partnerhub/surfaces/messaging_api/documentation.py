"""The OpenAPI document of the Messaging API, made from the route table: one operation a line, errors by dialect."""

import re
from functools import cache
from typing import Any, cast

from litestar import Controller, get

from partnerhub import __version__
from partnerhub.surfaces.messaging_api import schemas
from partnerhub.surfaces.messaging_api.dialects import CONFLICT, Dialect, Fault
from partnerhub.surfaces.messaging_api.entrance import PUBLIC
from partnerhub.surfaces.messaging_api.examples import EXAMPLES, MESSAGES, QUERY, UPLOAD
from partnerhub.surfaces.messaging_api.routes import ROUTES
from partnerhub.surfaces.messaging_api.table import Route

DESCRIPTION = """\
WhatsApp for one phone number: its API key, in the header `D360-API-KEY`, says which. Paths are those of Meta's Cloud
API without version and ids in front; what you send reaches Meta byte for byte, and Meta's answer comes back as it is.
"""
FAULTS = {
    400: "The request is not valid, or the channel is disabled",
    401: "Invalid api_key or token expired",
    413: "The body is too large",
    500: "Internal server error",
    502: "WhatsApp for Business API not available",
    504: "The WhatsApp platform did not answer in time.",
}
BY_META = {
    403: "Meta does not permit it",
    404: "Meta has no template or thing of this name",
    429: "Meta's limit of calls or messages is reached",
}
PASSED_ON = {Dialect.GRAPH, Dialect.MARKETING}
NOT_FOUND = {404: "Nothing that this key may name has this id"}
NUMBER = {"type": "string", "pattern": "^[0-9]+$", "examples": ["1037543291543636"]}
IN_PATH: dict[str, dict[str, Any]] = {
    "media_id": {"type": "string", "pattern": "^([0-9]+|upload:.+)$", "examples": ["1037543291543636"]},
    "template_id": NUMBER,
    "node_id": NUMBER,
    "dataset_id": NUMBER,
    "ad_object_id": NUMBER,
    "group_id": {"type": "string", "pattern": "^[A-Za-z0-9_=-]{8,200}$"},
    "wa_id": {"type": "string", "pattern": "^[0-9]+$", "examples": ["5511999999999"]},
    "code": {"type": "string", "examples": ["ANED2T5QRU7HG1"]},
    "message_id": {"type": "string", "examples": ["wamid.HBgNNTUxMTk5OTk5OTk5ORUCABIYIDA="]},
    "name": {"type": "string", "examples": ["spring_offer"]},
}
OF_DESTINATIONS = {
    "POST": {409: "Multi-webhook is already enabled"},
    "PUT": {409: "Multi-webhook is not enabled, a name is taken, or there are too many"},
    "PATCH": {404: "There is no destination with this name", 409: "Multi-webhook is not enabled"},
    "DELETE": {404: "There is no destination with this name"},
}
FILE = {"type": "string", "format": "binary"}  # the word of OpenAPI 3.0 too: generators look for it
WRITES = {"POST", "PUT", "PATCH"}
REQUEST_ID = {
    "description": "Names this request; our log has it too.",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
}


class OpenApi(Controller):
    """The document itself."""

    opt = {PUBLIC: True}  # noqa: RUF012

    @get("/openapi-messaging.json")
    async def read(self) -> dict[str, Any]:
        return document()


@cache
def document() -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(route.plain, {})[route.method.lower()] = operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "PartnerHub Messaging API", "version": __version__, "description": DESCRIPTION},
        "servers": [{"url": "/"}],
        "security": [{"D360-API-KEY": []}],
        "tags": [{"name": tag} for tag in dict.fromkeys(route.tag for route in ROUTES)],
        "paths": paths,
        "components": {
            "securitySchemes": {"D360-API-KEY": {"type": "apiKey", "name": "D360-API-KEY", "in": "header"}},
            "schemas": {dialect.name.title() + "Fault": _fault_schema(dialect) for dialect in Dialect}
            | schemas.components(),
        },
    }


def operation(route: Route) -> dict[str, Any]:
    path = route.plain
    asked, answered = EXAMPLES[route.method, path]
    made: dict[str, Any] = {
        "tags": [route.tag],
        "summary": route.summary,
        "operationId": f"{route.method.lower()}{path}".replace("/", "_").replace("{", "").replace("}", ""),
        "responses": {str(route.status): _answer(route, answered), **_faults(route)},
    }
    if parameters := _parameters(route, path):
        made["parameters"] = parameters
    if asked is not None:
        made["requestBody"] = {"required": route.method in WRITES, "content": _asked(route, asked)}
    return made


def _asked(route: Route, example: Any) -> dict[str, Any]:
    if example is UPLOAD:
        properties = {"messaging_product": {"type": "string", "const": "whatsapp"}, "file": FILE}
        return {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": properties, "required": list(properties)}
            }
        }
    if example is bytes:
        return {"application/octet-stream": {"schema": FILE}}
    shown = {"examples": MESSAGES} if route.plain == "/messages" else {"example": example}
    return {"application/json": {"schema": schemas.asked(route.method, route.plain), **shown}}


def _answer(route: Route, example: Any) -> dict[str, Any]:
    if example is None:
        return {"description": route.summary, "content": {"application/octet-stream": {"schema": FILE}}}
    return {
        "description": route.summary,
        "content": {
            "application/json": {"schema": schemas.answered(route.method, route.plain), "example": example},
        },
    }


def _faults(route: Route) -> dict[str, Any]:
    told = (
        FAULTS
        | (BY_META if route.dialect in PASSED_ON else {})
        | (NOT_FOUND if "{" in route.path or route.tag == "Legacy" else {})
    )
    told |= OF_DESTINATIONS.get(route.method, {}) if route.path == "/multi_webhook" else {}
    return {str(status): _fault(route, status, text) for status, text in sorted(told.items())}


def _fault(route: Route, status: int, text: str) -> dict[str, Any]:
    example = route.dialect.shape(Fault(status, text, trace="0190f7c1a2b3"))
    usual = {"$ref": f"#/components/schemas/{route.dialect.name.title()}Fault"}
    schema = _schema_of(example) if status == CONFLICT else usual
    return {
        "description": text,
        "headers": {"X-Request-Id": REQUEST_ID},
        "content": {"application/json": {"schema": schema, "example": example}},
    }


def _parameters(route: Route, path: str) -> list[dict[str, Any]]:
    text = {"type": "string"}
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": IN_PATH[name]} for name in re.findall(r"{(\w+)}", path)
    ]
    return in_path + [{"name": name, "in": "query", "schema": text} for name in QUERY.get((route.method, path), ())]


def _fault_schema(dialect: Dialect) -> dict[str, Any]:
    """The schema of what the dialect's shape makes, read off one that has every field."""
    return _schema_of(dialect.shape(Fault(504, "", "", upstream="-")))


def _schema_of(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        properties = {key: _schema_of(one) for key, one in members.items()}
        return {"type": "object", "properties": properties}
    names = {bool: "boolean", int: "integer", str: "string"}
    return {"type": names[type(value)]}
