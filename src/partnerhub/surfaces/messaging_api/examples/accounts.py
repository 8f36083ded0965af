"""A number's further settings: calls, commands and prompts, commerce, encryption, QR codes; and uploads in pieces."""

from typing import Any

from partnerhub.surfaces.messaging_api.examples.core import SUCCESS

SESSION = {"id": "upload:MTphdHRhY2htZW50OmM0?sig=ARZqkGCA"}
CALL = {
    "messaging_product": "whatsapp",
    "to": "5511999999999",
    "action": "connect",
    "session": {"sdp_type": "offer", "sdp": "v=0"},
}
CALLING = {"calling": {"status": "ENABLED", "call_icon_visibility": "DEFAULT"}}
COMPONENTS = {
    "enable_welcome_message": True,
    "commands": [{"command_name": "hours", "command_description": "When we are open"}],
    "prompts": ["Where is my parcel?"],
}
COMMERCE = {"is_cart_enabled": True, "is_catalog_visible": True}
KEY = {"business_public_key": "-----BEGIN PUBLIC KEY-----\n…\n-----END PUBLIC KEY-----\n"}
OFFICER = {"name": "Chandravati P.", "email": "chandravati@example.com", "mobile_number": "+912212345678"}
COMPLIANCE = {
    "messaging_product": "whatsapp",
    "entity_name": "Lucky Shrub",
    "entity_type": "PARTNERSHIP",
    "is_registered": True,
    "grievance_officer_details": OFFICER,
    "customer_care_details": {"email": "support@example.com", "mobile_number": "+912212345679"},
}
CODE = {
    "code": "ANED2T5QRU7HG1",
    "prefilled_message": "Show me the spring offer",
    "deep_link_url": "https://wa.me/message/ANED2T5QRU7HG1",
}
PERMISSION = {
    "messaging_product": "whatsapp",
    "permission": {"status": "temporary", "expiration_time": 1735689600},
    "actions": [{"action_name": "start_call", "can_perform_action": True}],
}

EXAMPLES: dict[tuple[str, str], tuple[Any, Any]] = {
    ("POST", "/uploads"): (None, SESSION),
    ("POST", "/{media_id}"): (bytes, {"h": "4::aW1hZ2UvanBlZw==:ARZq"}),
    ("POST", "/calling/calls"): (CALL, {"messaging_product": "whatsapp", "calls": [{"id": "wacid.ABGGFjFVU2AfAgo6V"}]}),
    ("GET", "/calling/permissions/{wa_id}"): (None, PERMISSION),
    ("GET", "/calling/settings"): (None, {**CALLING, "storage_configuration": {"status": "DEFAULT"}}),
    ("POST", "/calling/settings"): (CALLING, SUCCESS),
    ("GET", "/conversational_automation"): (
        None,
        {"conversational_automation": {"id": "106540352242922", **COMPONENTS}, "id": "106540352242922"},
    ),
    ("POST", "/conversational_automation"): (COMPONENTS, SUCCESS),
    ("GET", "/whatsapp_business_encryption"): (
        None,
        {"data": [{**KEY, "business_public_key_signature_status": "VALID"}]},
    ),
    ("POST", "/whatsapp_business_encryption"): (KEY, SUCCESS),
    ("GET", "/whatsapp_commerce_settings"): (None, {"data": [{"id": "1037543291543636", **COMMERCE}]}),
    ("POST", "/whatsapp_commerce_settings"): (COMMERCE, SUCCESS),
    ("GET", "/business_compliance_info"): (None, {"data": [COMPLIANCE]}),
    ("POST", "/business_compliance_info"): (COMPLIANCE, SUCCESS),
    ("GET", "/message_qrdls"): (None, {"data": [CODE]}),
    ("POST", "/message_qrdls"): (
        {"prefilled_message": CODE["prefilled_message"], "generate_qr_image": "SVG"},
        {**CODE, "qr_image_url": "https://example.com/code.svg"},
    ),
    ("GET", "/message_qrdls/{code}"): (None, {"data": [CODE]}),
    ("DELETE", "/message_qrdls/{code}"): (None, SUCCESS),
}
QUERY: dict[tuple[str, str], tuple[str, ...]] = {
    ("POST", "/uploads"): ("file_name", "file_length", "file_type"),
    ("GET", "/message_qrdls"): ("fields", "code", "limit", "after", "before"),
    ("GET", "/message_qrdls/{code}"): ("fields",),
    ("GET", "/calling/settings"): ("include_sip_credentials",),
}
