"""What is asked and answered, by endpoint, for the documentation: from a real run against the sandbox."""

from typing import Any

from partnerhub.surfaces.partner_api.wire.billing_examples import OF_BILLING
from partnerhub.surfaces.partner_api.wire.channel_examples import of_channels, of_sharing
from partnerhub.surfaces.partner_api.wire.example import Example, asked, kept, listed
from partnerhub.surfaces.partner_api.wire.waba_examples import OF_WABAS

P = "/api/v2/partners/{partner_id}"
KEYS = P + "/channels/{channel_id}/api_keys"
CONTROL = P + "/clients/{client_id}/channels/{channel_id}/control"


CLIENT = {
    "id": "4rkmNKGkCL",
    "name": "Bluebird Travel",
    "status": "active",
    "organisation": "Bluebird Travel",
    "max_channels": 2,
    "partner_payload": "crm-4711",
    "meta_info": {},
    "contact_info": {"email": "jo@bluebird.example", "full_name": "Jo Miller"},
    "contact_user": {"name": "Jo Miller", "email": "jo@bluebird.example"},
    "suspicious": False,
    "created_at": "2026-11-21T22:17:36Z",
    "created_by": {"user_id": "system", "user_name": "system"},
    "modified_at": "2026-11-21T22:17:36Z",
    "modified_by": {"user_id": "system", "user_name": "system"},
}
CHANNEL = {
    "id": "erJ4aKCH",
    "client_id": "4rkmNKGkCL",
    "partner_id": "2g5ciQPA",
    "status": "ready",
    "account_mode": "live",
    "availability_status": "ready",
    "hub_status": "live",
    "meta_status": "CONNECTED",
    "type": "waba",
    "version": 2,
    "is_migrated": False,
    "is_oba": False,
    "has_inbox": False,
    "is_on_biz_app": False,
    "external_id": "731381772203414",
    "current_limit": "TIER_2K",
    "current_quality_rating": "UNKNOWN",
    "profile_info": {},
    "project": {},
    "setup_info": {
        "ivr": False,
        "phone_name": "Bluebird Travel",
        "was_in_use": False,
        "phone_number": "15550100150",
        "verification_method": "sms",
    },
    "waba_account_id": "qKOn3WWA",
    "billing_started_at": "2026-11-21T22:17:36Z",
    "created_at": "2026-11-21T22:17:36Z",
    "modified_at": "2026-11-21T22:17:36Z",
    "client": {
        "id": "4rkmNKGkCL",
        "name": "Bluebird Travel",
        "partner_payload": "crm-4711",
        "contact_info": {"email": "jo@bluebird.example", "full_name": "Jo Miller"},
    },
    "waba_account": {
        "id": "qKOn3WWA",
        "name": "Bluebird Travel",
        "namespace": "73612631_69899014_28612961_60469864",
        "client_id": "4rkmNKGkCL",
        "external_id": "612900295789412",
        "status": "approved",
        "fb_account_status": "verified",
        "fb_business_id": "827461526503365",
        "consents": {},
        "created_at": "2026-11-21T22:17:36Z",
        "created_by": {"user_id": "system", "user_name": "system"},
    },
    "integration": {"enabled": True, "app_id": "104150", "state": "running"},
}
PARTNER = {
    "id": "2g5ciQPA",
    "brand_name": "Acme Messaging",
    "logo_url": None,
    "webhook_url": "https://crm.example/hooks/whatsapp",
    "partner_redirect_url": "https://crm.example/connected",
    "country": "US",
    "allow_client_to_add_phone_no": True,
    "billing_system": "direct_payment",
    "blocked_new_submission": False,
    "payment_plan": {},
    "payment_required": True,
    "onboarding_deeplink_add_params": True,
    "publishable_key": None,
    "settings": {
        "account_sharing": {"business_manager_id": None, "solution_id": None},
        "default_data_localization_region": None,
        "partner_change_request": {"auto_approve": False},
        "standard_tiered_pricing_enabled": True,
    },
}
KEY = {
    "id": "201128",
    "address": "https://waba.hub.example",
    "api_key": "PHCHExampleExampleExampleExampleExample1",
    "app_id": "104148",
}
TOKEN = {"access_token": "eyJhbGciOi…", "refresh_token": "PHRT4dB…", "token_type": "Bearer", "expires_in": 86400}
CANCELLED = CHANNEL | {
    "hub_status": "pending_deletion",
    "cancelled_at": "2026-11-21T22:17:36Z",
    "terminated_at": "2026-12-01T00:00:00Z",
}
DONE = {"meta": {"success": True, "http_code": 200, "developer_message": "The channel's API key was deleted"}}
PARTNER_KEY = {
    "id": "1eq71gJ8PK",
    "name": "CI",
    "hint": "PHPAD0UaV4",
    "scopes": ["channels:read"],
    "addresses": None,
    "created_at": "2026-11-21T22:54:58Z",
    "expires_at": None,
    "revoked_at": None,
    "last_used_at": None,
}
SECRET = {"api_key": "PHPAD0UaV4ExampleExampleExampleExample12"}
NUMBER = {
    "channel_id": "erJ4aKCH",
    "phone_number": "15550100150",
    "permission_status": "shared",
    "hub_status": "live",
    "phone_name": "Bluebird Travel",
    "permission_granted_at": "2026-11-21T22:17:36Z",
}
SHARED = {"client_id": "4rkmNKGkCL", "count": 1, "total": 1, "shared": 1, "shared_client_numbers": [NUMBER]}
SETTINGS: dict[str, dict[str, Any]] = {
    "account_sharing": {"solution_id": "1057285829203717", "business_manager_id": "827461526503365"},
    "partner_change_request": {"auto_approve": False},
    "data_storage_region": {"default_data_localization_region": None},
    "standard_tiered_pricing": {"enabled": True},
    "marketing_messages_routing": {"enabled": False},
    "legacy_token_authentication": {"enabled": True},
    "io_signature": {"enabled": False},
}


EXAMPLES: dict[tuple[str, str], tuple[Example, ...]] = {
    **{
        ("POST", f"{root}/token"): (asked({"username": "you@crm.example", "password": "…"}), Example(TOKEN))
        for root in ("/api/v2", "/v1")
    },
    ("GET", P): (Example(PARTNER),),
    ("PATCH", P): (asked({"partner_redirect_url": "https://crm.example/connected"}), Example(PARTNER)),
    ("GET", P + "/webhook_url"): (Example({"webhook_url": PARTNER["webhook_url"]}),),
    ("POST", P + "/webhook_url"): (asked({"webhook_url": PARTNER["webhook_url"]}), Example(PARTNER)),
    ("GET", P + "/clients"): (Example(listed("clients", CLIENT)),),
    ("GET", P + "/clients/{client_id}"): (Example(CLIENT),),
    ("PATCH", P + "/clients/{client_id}"): (asked({"partner_payload": "crm-4711"}), Example(CLIENT)),
    ("GET", P + "/channels"): (Example(listed("partner_channels", CHANNEL)),),
    ("GET", P + "/channels/{channel_id}"): (Example(CHANNEL),),
    ("POST", KEYS): (Example(KEY, 201),),
    ("GET", KEYS): (Example({"api_keys": [KEY | {"api_key": "PHCHExam************************"}]}),),
    ("DELETE", KEYS): (Example(DONE),),
    ("POST", CONTROL + "/cancellation_request"): (asked({"enabled": True}), Example(CANCELLED)),
    ("POST", CONTROL + "/reactivate"): (Example(CHANNEL),),
    ("GET", P + "/clients/{client_id}/shared_client_numbers"): (Example(SHARED),),
    ("GET", P + "/partner_keys"): (Example({"partner_keys": [PARTNER_KEY]}),),
    ("POST", P + "/partner_keys"): (
        asked({"name": "CI", "scopes": ["channels:read"]}),
        Example(PARTNER_KEY | SECRET, 201),
    ),
    ("POST", P + "/partner_keys/{key_id}/roll"): (
        asked({"overlap_seconds": 3600}),
        Example(PARTNER_KEY | SECRET, 201),
    ),
    ("DELETE", P + "/partner_keys/{key_id}"): (
        Example({"meta": {"success": True, "http_code": 200, "developer_message": "The API key was revoked"}}),
    ),
    **OF_BILLING,
    **of_channels(CHANNEL),
    **of_sharing(CLIENT),
    **OF_WABAS,
    ("GET", P + "/settings"): (kept(SETTINGS),),
    **{("GET", f"{P}/settings/{name}"): (kept(value),) for name, value in SETTINGS.items()},
    **{("PATCH", f"{P}/settings/{name}"): (asked(value), kept(value)) for name, value in SETTINGS.items()},
}
