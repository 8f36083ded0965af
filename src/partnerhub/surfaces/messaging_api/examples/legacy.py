"""The dialect of the On-Premises API."""

from typing import Any

META = {"meta": {"api_status": "stable", "version": "v23.0"}}
WAMID = "wamid.HBgNNTUxMTk5OTk5OTk5ORUCABEYEjkxQTQ1RDAwRkYyOEU3RUY0AA=="
CONTACT = {"input": "5511999999999", "wa_id": "5511999999999"}
PROFILE = {
    "address": "Main Street 1",
    "description": "We bake.",
    "email": "us@example.com",
    "vertical": "Food and Grocery",
    "websites": ["https://example.com/"],
}
NEW = {
    "name": "spring_offer",
    "language": "en",
    "category": "MARKETING",
    "components": [{"type": "BODY", "text": "Spring is here."}],
}
KEPT = {
    **NEW,
    "id": "kwJmIS7q0GoCV5zRsLbPWT",
    "external_id": "594425479261596",
    "namespace": "c8ae5f90_307a_ca4c_b8f6_d1e2a2573574",
    "status": "submitted",
}
SYSTEM = {"user_id": "system", "user_name": "system"}
LISTED = {
    **KEPT,
    "status": "approved",
    "rejected_reason": "NONE",
    "quality_score": None,
    "partner_id": "Pqrs12PA",
    "waba_account_id": "Wxyz34WA",
    "updated_external": True,
    "created_at": "2026-10-07T08:50:05Z",
    "created_by": SYSTEM,
    "modified_at": "2026-10-07T08:50:31Z",
    "modified_by": SYSTEM,
}


def done(message: str) -> dict[str, Any]:
    return {"meta": {"success": True, "http_code": 200, "developer_message": message, **META["meta"]}}


EXAMPLES: dict[tuple[str, str], tuple[Any, Any]] = {
    ("POST", "/v1/messages"): (
        {"to": "5511999999999", "type": "text", "text": {"body": "Hello!"}},
        {"contacts": [CONTACT], "messages": [{"id": WAMID}], **META},
    ),
    ("PUT", "/v1/messages/{message_id}"): ({"status": "read"}, {"success": True, **META}),
    ("POST", "/v1/contacts"): (
        {"blocking": "wait", "contacts": ["5511999999999"]},
        {"contacts": [{**CONTACT, "status": "valid"}], **META},
    ),
    ("POST", "/v1/media"): (bytes, {"media": [{"id": "1037543291543636"}], **META}),
    ("GET", "/v1/media/{media_id}"): (None, None),
    ("DELETE", "/v1/media/{media_id}"): (None, done("media id=1037543291543636 was deleted")),
    ("GET", "/v1/settings/business/profile"): (None, {"settings": {"business": {"profile": PROFILE}}, **META}),
    ("POST", "/v1/settings/business/profile"): (PROFILE, done("the business profile was changed")),
    ("GET", "/v1/settings/profile/about"): (
        None,
        {"settings": {"profile": {"about": {"text": "We are open."}}}, **META},
    ),
    ("PATCH", "/v1/settings/profile/about"): ({"text": "We are open."}, done("the about text was changed")),
    ("GET", "/v1/settings/profile/photo"): (
        None,
        {"settings": {"profile": {"photo": {"link": "https://pps.whatsapp.net/v/1.jpg"}}}, **META},
    ),
    ("POST", "/v1/settings/profile/photo"): (bytes, done("the profile photo was changed")),
    ("GET", "/v1/configs/templates"): (
        None,
        {
            "count": 1,
            "filters": {},
            "limit": 1000,
            "offset": 0,
            "sort": ["id"],
            "total": 1,
            "waba_templates": [LISTED],
        },
    ),
    ("POST", "/v1/configs/templates"): (NEW, {**KEPT, "rejected_reason": None}),
    ("DELETE", "/v1/configs/templates/{name}"): (None, done("template name=spring_offer was deleted")),
}
QUERY: dict[tuple[str, str], tuple[str, ...]] = {
    ("GET", "/v1/configs/templates"): ("filters", "sort", "limit", "offset"),
    ("GET", "/v1/settings/profile/photo"): ("format",),
}
