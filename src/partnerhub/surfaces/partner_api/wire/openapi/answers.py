"""What comes back, and errors in the one shape of the Partner API (contract partner-api §4)."""

from typing import Any, NamedTuple

from partnerhub.surfaces.partner_api.wire.documentation import Doc
from partnerhub.surfaces.partner_api.wire.openapi.headers import EVERYWHERE, MORE, TRACE, headers

Schema = dict[str, Any]
JSON = "application/json"
USED = "This Idempotency-Key was used with another request."


class Kind(NamedTuple):
    """Why a request fails: the status, its name in the document, what it means and what is said, for example."""

    status: int
    name: str
    description: str
    message: str


FAULTS: dict[int, Kind] = {
    one.status: one
    for one in (
        Kind(400, "WrongPayload", "Wrong payload: `details` name the fields", "Wrong payload: name: is required"),
        Kind(
            401, "Unauthorized", "Credentials missing or invalid", "Authentication credentials are missing or invalid."
        ),
        Kind(403, "Forbidden", "Valid credentials, but not for this", "Permission denied for this partner."),
        Kind(404, "NotFound", "Not found among what the partner has", "Channel not found."),
        Kind(409, "Conflict", "Not in a state that allows this", "The channel is terminated already."),
        Kind(413, "TooLarge", "The body is larger than 1 MB", "Request Entity Too Large"),
        Kind(422, "OtherRequest", "The Idempotency-Key was used with another request", USED),
        Kind(429, "TooManyRequests", "Try again after `Retry-After` seconds", "Too many requests. Try again later."),
        Kind(502, "UpstreamFailed", "The WhatsApp platform failed", "The WhatsApp platform failed."),
        Kind(
            504, "UpstreamSilent", "The WhatsApp platform was silent", "The WhatsApp platform did not answer in time."
        ),
    )
}


def statuses(doc: Doc, *, asks: bool) -> list[int]:
    """The errors that the operation can answer with; `asks`: it takes a body."""
    found = {400, 401, 429}
    if not doc.public:
        found |= {403, 404}
    if asks:
        found.add(413)
    if doc.method != "GET":
        found.add(409)
    if doc.repeatable:
        found.add(422)
    if doc.upstream:
        found |= {502, 504}
    if doc.public:
        found -= {409}
    return sorted(found)


def good(doc: Doc, schema: Schema, examples: dict[str, Any]) -> Schema:
    names = EVERYWHERE | ({"Idempotency-Replayed": "IdempotencyReplayed"} if doc.repeatable else {})
    return {"description": doc.summary, "headers": headers(names), "content": {JSON: {"schema": schema, **examples}}}


def fault(kind: Kind) -> Schema:
    meta: dict[str, Any] = {
        "success": False,
        "http_code": kind.status,
        "developer_message": kind.message,
        "360dialog_trace_id": TRACE,
    }
    _, is_wrong, detail = kind.message.partition("Wrong payload: ")
    example = {"meta": meta | ({"details": [detail]} if is_wrong else {})}
    return {
        "description": kind.description,
        "headers": headers(EVERYWHERE | MORE.get(kind.status, {})),
        "content": {JSON: {"schema": {"$ref": "#/components/schemas/Fault"}, "example": example}},
    }
