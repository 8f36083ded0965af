"""What a route is called with: ids of a side in its path, and a body that is valid if it takes one.

A new route needs its lines here before the tests let it pass.
"""

import re
from dataclasses import asdict
from typing import Any

import httpx
from tests.architecture.routes.house import Route
from tests.world import Side

IDS = {  # what stands in a path, from a side
    "partner_id": lambda side: side.partner_id,
    "client_id": lambda side: side.client_id,
    "channel_id": lambda side: side.channel_id,
    "waba_id": lambda side: side.waba_id,
    "draft_id": lambda side: side.draft_id,
    "template_id": lambda side: side.template_id,
    "flow_id": lambda side: side.flow_id,
    "key_id": lambda side: side.partner_key_id,
    "replay_id": lambda side: side.replay_id,
    "user_id": lambda side: side.user_id,
    "link_id": lambda side: side.link_id,
    "link_token": lambda side: side.link_token,
    "signup_id": lambda side: side.signup_id,
    "event_id": lambda side: side.event_id,
    "endpoint_id": lambda side: side.endpoint_id,
    "change_id": lambda side: side.change_id,
}
SWITCH: dict[str, Any] = {"json": {"enabled": True}}
CHANNEL = "POST /api/v2/partners/{partner_id}/clients/{client_id}/channels/{channel_id}"
NO_BODY: dict[str, Any] = {}
WABA = "/api/v2/partners/{partner_id}/waba_accounts/{waba_id}"
OLD_WABA = WABA.replace("/api/v2", "/v1")
TEMPLATE = {"name": "hello", "language": "en", "category": "UTILITY", "components": []}
URL = "https://receiver.example/hook"
TEXT = {"messaging_product": "whatsapp", "to": "491711234567", "type": "text", "text": {"body": "hi"}}
BLOCK = {"messaging_product": "whatsapp", "block_users": [{"user": "491711234567"}]}
BODIES: dict[str, dict[str, Any]] = {  # arguments of the request; GET may need none
    "GET /api/v2/partners/{partner_id}/clients/{client_id}/channels/{channel_id}/info/usage": {
        "params": {"start_date": 0, "end_date": 4_102_358_400}
    },
    "PATCH /api/v2/partners/{partner_id}": {"json": {"partner_redirect_url": URL}},
    "POST /api/v2/partners/{partner_id}/webhook_url": {"json": {"webhook_url": URL}},
    "PATCH /api/v2/partners/{partner_id}/settings/account_sharing": {"json": {"solution_id": "123456789012345"}},
    "PATCH /api/v2/partners/{partner_id}/settings/partner_change_request": {"json": {"auto_approve": True}},
    "PATCH /api/v2/partners/{partner_id}/settings/data_storage_region": {
        "json": {"default_data_localization_region": "DE"}
    },
    "PATCH /api/v2/partners/{partner_id}/settings/standard_tiered_pricing": SWITCH,
    "PATCH /api/v2/partners/{partner_id}/settings/marketing_messages_routing": SWITCH,
    "PATCH /api/v2/partners/{partner_id}/settings/legacy_token_authentication": SWITCH,
    "PATCH /api/v2/partners/{partner_id}/settings/io_signature": SWITCH,
    "PATCH /api/v2/partners/{partner_id}/clients/{client_id}": {"json": {"partner_payload": "theirs"}},
    "POST /api/v2/partners/{partner_id}/channels/{channel_id}/api_keys": NO_BODY,
    "DELETE /api/v2/partners/{partner_id}/channels/{channel_id}/api_keys": NO_BODY,
    "POST /api/v2/partners/{partner_id}/clients/{client_id}/channels/{channel_id}/control/cancellation_request": {
        "json": {"enabled": True}
    },
    "POST /api/v2/partners/{partner_id}/clients/{client_id}/channels/{channel_id}/control/reactivate": NO_BODY,
    "POST /api/v2/partners/{partner_id}/account_sharing/clients": {"json": {"name": "x", "email": "a@b.example"}},
    "POST /api/v2/partners/{partner_id}/account_sharing/numbers": {
        "json": {"solution_id": "123456789012345", "waba_external_id": "123456", "waba_business_id": "123456"}
    },
    CHANNEL + "/display_name": {"json": {"new_display_name": "Theirs"}},
    CHANNEL + "/enable_ctwa": NO_BODY,
    CHANNEL + "/disable_ctwa": NO_BODY,
    CHANNEL + "/whatsapp_commerce_settings": {"json": {"is_cart_enabled": False}},
    "POST /api/v2/partners/{partner_id}/partner_keys": {"json": {"name": "theirs"}},
    "POST /api/v2/partners/{partner_id}/partner_keys/{key_id}/roll": {"json": {"overlap_seconds": 0}},
    "DELETE /api/v2/partners/{partner_id}/partner_keys/{key_id}": NO_BODY,
    "POST /api/v2/partners/{partner_id}/users": {
        "json": {"email": "pat@theirs.example", "name": "Pat", "role": "developer"}
    },
    "PATCH /api/v2/partners/{partner_id}/users/{user_id}": {"json": {"role": "admin"}},
    "DELETE /api/v2/partners/{partner_id}/users/{user_id}": NO_BODY,
    "POST /api/v2/partners/{partner_id}/users/{user_id}/invitation": NO_BODY,
    "PUT /api/v2/partners/{partner_id}/webhook_headers": {"json": {"headers": {"x-theirs": "theirs"}}},
    "DELETE /api/v2/partners/{partner_id}/webhook_headers": NO_BODY,
    "POST /api/v2/partners/{partner_id}/platform_secret/rotation": {"json": {"overlap_seconds": 0}},
    "DELETE /api/v2/partners/{partner_id}/platform_secret/rotation": NO_BODY,
    "POST /api/v2/partners/{partner_id}/onboarding_links": {"json": {"name": "theirs"}},
    "DELETE /api/v2/partners/{partner_id}/onboarding_links/{link_id}": NO_BODY,
    "PATCH /api/v2/partners/{partner_id}/webhook_endpoints/{endpoint_id}": {"json": {"in_order": True}},
    "POST /api/v2/partners/{partner_id}/webhook_endpoints/{endpoint_id}/activation": NO_BODY,
    "POST /api/v2/partners/{partner_id}/webhook_endpoints/{endpoint_id}/test": NO_BODY,
    "POST /api/v2/partners/{partner_id}/webhook_url/test": NO_BODY,
    "POST /api/v2/partners/{partner_id}/events/{event_id}/replay": NO_BODY,
    "POST /api/v2/partners/{partner_id}/replays": {"json": {"since": "2026-01-01T00:00:00Z"}},
    "DELETE /api/v2/partners/{partner_id}/replays/{replay_id}": NO_BODY,
    f"POST {WABA}/waba_templates": {"json": TEMPLATE},
    f"PATCH {WABA}/waba_templates/{{template_id}}": {"json": {"category": "UTILITY"}},
    f"DELETE {WABA}/waba_templates/{{template_id}}": NO_BODY,
    f"POST {WABA}/waba_templates/migrate": {"json": {"source_waba_id": "2388172987391"}},
    f"POST {WABA}/flows": {"json": {"name": "survey", "categories": ["SURVEY"]}},
    f"POST {WABA}/flows/migrate": {"json": {"source_waba_id": "2388172987391"}},
    f"POST {WABA}/flows/{{flow_id}}/assets": {"files": {"file": ("flow.json", b"{}", "application/json")}},
    f"POST {WABA}/flows/{{flow_id}}/publish": NO_BODY,
    f"POST {OLD_WABA}/waba_templates": {"json": TEMPLATE},
    f"PATCH {OLD_WABA}/waba_templates/{{template_id}}": {"json": {"category": "UTILITY"}},
    f"DELETE {OLD_WABA}/waba_templates/{{template_id}}": NO_BODY,
    "POST /messages": {"json": TEXT},
    "POST /marketing_messages": {"json": TEXT},
    "POST /marketing/marketing_messages": {"json": TEXT},
    "POST /media": {"data": {"messaging_product": "whatsapp"}, "files": {"file": ("a.png", b"png", "image/png")}},
    "DELETE /{media_id}": NO_BODY,
    "POST /v1/configs/webhook": {"json": {"url": URL}},
    "POST /waba_webhook": {"json": {"url": URL}},
    "DELETE /waba_webhook": NO_BODY,
    "POST /multi_webhook": {"json": {"enabled": True}},
    "PUT /multi_webhook": {"json": {"destinations": [{"name": "theirs", "url": URL}]}},
    "PATCH /multi_webhook": {"json": {"name": "theirs", "url": URL}},
    "DELETE /multi_webhook": {"params": {"name": "theirs"}},
    "POST /message_templates": {"json": TEMPLATE},
    "DELETE /message_templates": {"params": {"name": "hello"}},
    "POST /whatsapp_business_profile": {"json": {"messaging_product": "whatsapp", "about": "hi"}},
    "POST /uploads": {"params": {"file_name": "a.png", "file_length": 3, "file_type": "image/png"}},
    "POST /{media_id}": {"content": b"png"},
    "POST /message_templates/archive": {"json": {"hsm_ids": ["1"]}},
    "POST /message_templates/unarchive": {"json": {"hsm_ids": ["1"]}},
    "POST /message_templates/{template_id}": {"json": {"category": "UTILITY"}},
    "POST /marketing/dataset": {"json": {"name": "x"}},
    "POST /marketing/{node_id}/dataset": {"json": {"name": "x"}},
    "POST /marketing/{dataset_id}/events": {"json": {"data": []}},
    "POST /marketing/template_analytics": {"params": {"enable": "true"}},
    "POST /groups": {"json": {"messaging_product": "whatsapp", "subject": "x"}},
    "POST /groups/{group_id}": {"json": {"messaging_product": "whatsapp", "subject": "x"}},
    "DELETE /groups/{group_id}": NO_BODY,
    "POST /groups/{group_id}/invite_link": {"json": {"messaging_product": "whatsapp"}},
    "POST /groups/{group_id}/join_requests": {"json": {"messaging_product": "whatsapp", "join_requests": ["x"]}},
    "DELETE /groups/{group_id}/join_requests": {"json": {"messaging_product": "whatsapp", "join_requests": ["x"]}},
    "DELETE /groups/{group_id}/participants": {
        "json": {"messaging_product": "whatsapp", "participants": [{"user": "491711234567"}]}
    },
    "POST /calling/calls": {"json": {"messaging_product": "whatsapp", "action": "connect", "to": "491711234567"}},
    "POST /calling/settings": {"json": {"calling": {"status": "ENABLED"}}},
    "POST /conversational_automation": {"json": {"prompts": []}},
    "POST /whatsapp_business_encryption": {"data": {"business_public_key": "x"}},
    "POST /whatsapp_commerce_settings": {"json": {"is_cart_enabled": True}},
    "POST /business_compliance_info": {"json": {"messaging_product": "whatsapp"}},
    "POST /message_qrdls": {"json": {"prefilled_message": "hi"}},
    "DELETE /message_qrdls/{code}": NO_BODY,
    "POST /v1/messages": {"json": {"to": "491711234567", "type": "text", "text": {"body": "hi"}}},
    "PUT /v1/messages/{message_id}": {"json": {"status": "read"}},
    "POST /v1/contacts": {"json": {"contacts": ["491711234567"]}},
    "POST /v1/media": {"files": {"file": ("a.png", b"png", "image/png")}},
    "DELETE /v1/media/{media_id}": NO_BODY,
    "POST /v1/settings/business/profile": {"json": {"email": "a@b.example"}},
    "PATCH /v1/settings/profile/about": {"json": {"text": "hi"}},
    "POST /v1/settings/profile/photo": {"content": b"\xff\xd8\xff picture"},
    "POST /v1/configs/templates": {"json": TEMPLATE},
    "DELETE /v1/configs/templates/{name}": NO_BODY,
    "POST /block_users": {"json": BLOCK},
    "DELETE /block_users": {"json": BLOCK},
}
# Of one answer only: ids of requests, nonces, the tokens of forms.
TRACE = re.compile(r'\b[0-9a-f]{32}\b|req_[0-9a-f]{32}|nonce="[^"]+"|name="csrf" value="[^"]+"')
PASSING_HEADERS = {"x-request-id", "date", "content-length", "content-security-policy", "set-cookie", "ratelimit"}


def body(route: Route) -> dict[str, Any]:
    if route.method == "GET":
        return BODIES.get(str(route), NO_BODY)
    assert str(route) in BODIES, f"{route} has no probe: say in BODIES what it takes"
    return BODIES[str(route)]


def filled(route: Route, values: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda found: values[found[1]], route.path)


def ids_of(route: Route, side: Side) -> dict[str, str]:
    names = re.findall(r"{(\w+)}", route.path)
    unknown = set(names) - set(IDS)
    assert not unknown, f"{route} has {unknown} in its path: say in IDS what may stand there"
    return {name: IDS[name](side) for name in names}


def like(value: str) -> str:
    """An id of the same form that nothing has."""
    return "".join(chr((ord(one) - base + 1) % size + base) for one in value for base, size in [_alphabet(one)])


def _alphabet(one: str) -> tuple[int, int]:
    return (48, 10) if one.isdigit() else (97, 26) if one.islower() else (65, 26)


def seen(answer: httpx.Response, *said: str) -> tuple[int, dict[str, str], str]:
    """All that the caller learns; request ids and the ids that it sent itself are blanked."""
    text = TRACE.sub("…", answer.text)
    for one in said:
        text = text.replace(one, "·")
    headers = {name: value for name, value in answer.headers.items() if name not in PASSING_HEADERS}
    return answer.status_code, headers, text


def canaries(side: Side, *said: str) -> set[str]:
    """Everything of this side that nobody else may read, but for what the caller sent itself."""
    values = {value for value in asdict(side).values() if isinstance(value, str) and value}
    return (values | set(side.more_channels)) - set(said)


def leaks(answer: httpx.Response, side: Side, *said: str) -> set[str]:
    told = answer.text + str(answer.headers)
    return {one for one in canaries(side, *said) if one in told}
