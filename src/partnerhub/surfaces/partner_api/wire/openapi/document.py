"""The document as a whole."""

from typing import Any

from partnerhub import __version__
from partnerhub.surfaces.partner_api.wire.documentation import Doc
from partnerhub.surfaces.partner_api.wire.openapi.answers import FAULTS, fault
from partnerhub.surfaces.partner_api.wire.openapi.headers import HEADERS
from partnerhub.surfaces.partner_api.wire.openapi.known import HEADER_PARAMETERS
from partnerhub.surfaces.partner_api.wire.openapi.lists import filters_schema
from partnerhub.surfaces.partner_api.wire.openapi.names import operation_ids
from partnerhub.surfaces.partner_api.wire.openapi.operations import KEY, TOKEN, operation
from partnerhub.surfaces.partner_api.wire.openapi.parameters import Given
from partnerhub.surfaces.partner_api.wire.openapi.schemas import Schemas

SUMMARY = """\
The partner layer of the WhatsApp Business Platform: partners, clients, channels and their API keys.
Authenticate with `x-api-key: <partner key>`; bearer tokens of `POST /api/v2/token` are accepted too.

Bodies are JSON or, where they are flat, forms. Lists take `filters`, `sort`, `limit` and `offset`. A POST or PATCH with
an `Idempotency-Key` is carried out once, however often it arrives. Words that name a state may grow in number: take
those that you do not know as they come. Every answer has an `X-Request-Id`, which our log has too.
"""
SECURITY = {
    KEY: {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "A partner key, from the API keys page of the Partner Hub or from `POST …/partner_keys`. A key with"
        " scopes needs the one that stands with the operation.",
    },
    TOKEN: {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A token of `POST /api/v2/token`, good for 24 hours. It may do what the role of its user may do."
        " A partner may switch this way off.",
    },
}


def document(docs: tuple[Doc, ...], given: Given) -> dict[str, Any]:
    """OpenAPI 3.1. `given`: what handlers are given by name, which may read parameters too."""
    schemas = Schemas(docs)
    names = operation_ids(docs)
    paths: dict[str, dict[str, Any]] = {}
    for doc in docs:
        paths.setdefault(doc.address, {})[doc.method.lower()] = operation(doc, names[str(doc)], schemas, given)
    filters = {f"{doc.lists.key}_filters": filters_schema(doc.lists) for doc in docs if doc.lists}
    return {
        "openapi": "3.1.0",
        "info": {"title": "PartnerHub Partner API", "version": __version__, "description": SUMMARY},
        "servers": [{"url": "/"}],
        "security": [{name: []} for name in SECURITY],
        "tags": [{"name": tag} for tag in dict.fromkeys(doc.tag for doc in docs)],
        "paths": paths,
        "components": {
            "securitySchemes": SECURITY,
            "parameters": HEADER_PARAMETERS,
            "headers": HEADERS,
            "responses": {one.name: fault(one) for one in FAULTS.values()},
            "schemas": schemas.components | filters,
        },
    }
