"""The everyday endpoints: messages, files, webhooks, health, templates, profile, blocked users."""

from typing import Any

UPLOAD = object()  # a multipart form instead of JSON
SUCCESS = {"success": True}
TEXT = {
    "messaging_product": "whatsapp",
    "recipient_type": "individual",
    "to": "5511999999999",
    "type": "text",
    "text": {"body": "Hello!"},
}
TEMPLATE = {
    "messaging_product": "whatsapp",
    "to": "5511999999999",
    "type": "template",
    "template": {"name": "spring_offer", "language": {"code": "en_US"}},
}
SENT = {
    "messaging_product": "whatsapp",
    "contacts": [{"input": "5511999999999", "wa_id": "5511999999999"}],
    "messages": [{"id": "wamid.HBgNNTUxMTk5OTk5OTk5ORUCABEYEjkxQTQ1RDAwRkYyOEU3RUY0AA=="}],
}
FILE = {
    "messaging_product": "whatsapp",
    "url": "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=512&ext=1735689600&hash=AbC",
    "mime_type": "image/jpeg",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "file_size": 303833,
    "id": "1037543291543636",
}
WEBHOOK = {"url": "https://example.com/whatsapp", "headers": {"Authorization": "Basic YWxhZGRpbjpvcGVuc2VzYW1l"}}
DESTINATION = {"name": "archive", **WEBHOOK}
DESTINATIONS = {"enabled": True, "destinations": [DESTINATION]}
HEALTH = {
    "health_status": {
        "can_send_message": "AVAILABLE",
        "entities": [{"entity_type": "PHONE_NUMBER", "id": "106540352242922", "can_send_message": "AVAILABLE"}],
    },
    "id": "106540352242922",
}
CREATE_TEMPLATE = {
    "name": "spring_offer",
    "language": "en_US",
    "category": "MARKETING",
    "components": [{"type": "BODY", "text": "Spring is here."}],
}
CURSORS = {"cursors": {"before": "MAZDZD", "after": "MjQZD"}}
TEMPLATES = {
    "data": [{"id": "594425479261596", "status": "APPROVED", **CREATE_TEMPLATE}],
    "paging": CURSORS,
}
LIBRARY = {
    "data": [
        {"name": "delivery_update_1", "language": "en_US", "category": "UTILITY", "body": "Your order is on its way."}
    ],
    "paging": CURSORS,
}
PROFILE = {"messaging_product": "whatsapp", "about": "We are open.", "websites": ["https://example.com/"]}
BLOCK = {"messaging_product": "whatsapp", "block_users": [{"user": "+5511999999999"}]}
USERS = [{"input": "+5511999999999", "wa_id": "5511999999999"}]

EXAMPLES: dict[tuple[str, str], tuple[Any, Any]] = {
    ("POST", "/messages"): (TEXT, SENT),
    ("POST", "/marketing_messages"): (TEMPLATE, SENT),
    ("POST", "/marketing/marketing_messages"): (TEMPLATE, SENT),
    ("POST", "/media"): (UPLOAD, {"id": "1037543291543636"}),
    ("GET", "/{media_id}"): (None, FILE),
    ("DELETE", "/{media_id}"): (None, SUCCESS),
    ("GET", "/whatsapp_business/attachments"): (None, None),
    ("GET", "/v1/configs/webhook"): (None, WEBHOOK),
    ("POST", "/v1/configs/webhook"): (WEBHOOK, WEBHOOK),
    ("GET", "/waba_webhook"): (None, WEBHOOK),
    ("POST", "/waba_webhook"): ({**WEBHOOK, "override_all": False}, {"message": "The webhook URL was set"}),
    ("DELETE", "/waba_webhook"): (None, {"message": "The webhook URL was removed"}),
    ("GET", "/multi_webhook"): (None, DESTINATIONS),
    ("POST", "/multi_webhook"): (DESTINATIONS, {"message": "Multi-webhook is enabled"}),
    ("PUT", "/multi_webhook"): ({"destinations": [DESTINATION]}, {"message": "The destinations were added"}),
    ("PATCH", "/multi_webhook"): (DESTINATION, {"message": "The destination was changed"}),
    ("DELETE", "/multi_webhook"): ({"name": "archive"}, {"message": "The destination was removed"}),
    ("GET", "/v1/health"): (
        None,
        {"health": {"gateway_status": "connected"}, "meta": {"api_status": "stable", "version": "v23.0"}},
    ),
    ("GET", "/health_status"): (None, HEALTH),
    ("GET", "/v1/configs/phone_number"): (None, {"phone_number": "551146733492"}),
    ("GET", "/message_templates"): (None, TEMPLATES),
    ("POST", "/message_templates"): (
        CREATE_TEMPLATE,
        {"id": "594425479261596", "status": "PENDING", "category": "MARKETING"},
    ),
    ("DELETE", "/message_templates"): (None, SUCCESS),
    ("GET", "/message_template_library"): (None, LIBRARY),
    ("GET", "/whatsapp_business_profile"): (None, {"data": [PROFILE]}),
    ("POST", "/whatsapp_business_profile"): (PROFILE, SUCCESS),
    ("GET", "/block_users"): (
        None,
        {"data": [{"messaging_product": "whatsapp", "wa_id": "5511999999999"}], "paging": CURSORS},
    ),
    ("POST", "/block_users"): (BLOCK, {"messaging_product": "whatsapp", "block_users": {"added_users": USERS}}),
    ("DELETE", "/block_users"): (BLOCK, {"messaging_product": "whatsapp", "block_users": {"removed_users": USERS}}),
}
QUERY: dict[tuple[str, str], tuple[str, ...]] = {
    ("GET", "/whatsapp_business/attachments"): ("mid", "ext", "hash"),
    ("GET", "/health_status"): ("fields",),
    ("DELETE", "/multi_webhook"): ("name",),
    ("GET", "/message_templates"): ("limit", "after", "before", "fields", "name", "status", "language"),
    ("DELETE", "/message_templates"): ("name", "hsm_id", "hsm_ids"),
    ("GET", "/whatsapp_business_profile"): ("fields",),
    ("GET", "/block_users"): ("limit", "after", "before"),
}
