"""One operation, from one line of the route table."""

import inspect
from typing import Any

from partnerhub.surfaces.partner_api.wire.bodies import FORM
from partnerhub.surfaces.partner_api.wire.documentation import Doc
from partnerhub.surfaces.partner_api.wire.examples import EXAMPLES
from partnerhub.surfaces.partner_api.wire.openapi.answers import FAULTS, JSON, good, statuses
from partnerhub.surfaces.partner_api.wire.openapi.beyond import BEYOND
from partnerhub.surfaces.partner_api.wire.openapi.forms import form as form_of
from partnerhub.surfaces.partner_api.wire.openapi.parameters import Given, parameters
from partnerhub.surfaces.partner_api.wire.openapi.schemas import Schemas

Schema = dict[str, Any]
KEY, TOKEN = "PartnerApiKey", "Bearer"
MULTIPART = "multipart/form-data"
SHOWN = EXAMPLES | BEYOND


def operation(doc: Doc, name: str, schemas: Schemas, given: Given) -> Schema:
    body = _body(doc, schemas)
    faults = statuses(doc, asks=body is not None)
    made: Schema = {
        "tags": [doc.tag],
        "summary": doc.summary,
        "operationId": name,
        "parameters": parameters(doc, given),
        "responses": {
            str(doc.status): good(doc, schemas.answered(doc), _example(doc, doc.status)),
            **{str(one): {"$ref": f"#/components/responses/{FAULTS[one].name}"} for one in faults},
        },
    }
    said = [
        inspect.getdoc(doc.serve) or "",
        "" if doc.public else f"A key with scopes, or a user's role, needs `{doc.scope}`.",
    ]
    if text := " ".join(filter(None, said)):
        made["description"] = text
    if body is not None:
        made["requestBody"] = body
    made["security"] = [] if doc.public else [{KEY: [doc.scope]}, {TOKEN: []}]
    if doc.path.startswith("/v1/"):
        made["deprecated"] = True
    return made


def _body(doc: Doc, schemas: Schemas) -> Schema | None:
    """JSON, and a form where its fields are plain; or a form with a file. Nothing at all is as good as `{}`."""
    schema = schemas.asked(doc)
    if schema is None:
        return None
    if doc.takes_file:
        return {"required": True, "content": {MULTIPART: {"schema": schema}}}
    content: Schema = {JSON: {"schema": schema, **_example(doc, None)}}
    if form := form_of(schemas, schema):
        example = _example(doc, None).get("example", {})
        flat = not any(isinstance(value, list | dict | None) for value in example.values())
        plain = set(example) <= set(schemas.solid(form)["properties"]) and flat
        content[FORM] = {"schema": form, **(_example(doc, None) if plain else {})}
    return {"required": bool({"required", "anyOf"} & set(schemas.solid(schema))), "content": content}


def _example(doc: Doc, status: int | None) -> Schema:
    return next(
        ({"example": one.value} for one in SHOWN.get((doc.method, doc.address), ()) if one.status == status), {}
    )
