"""The documentation's own examples: requests as they are printed, and what is printed as their answers.

What stands in angle brackets is the reader's own. A null in an answer stands for any kind of value.
"""

from typing import Any

TOKEN = {"access_token": "string", "refresh_token": "string", "token_type": "Bearer", "expires_in": 86400}
PARTNER_OF_OLD: dict[str, Any] = {
    "webhook_url": "string",
    "brand_name": None,
    "id": "string",
    "logo_url": None,
    "onboarding_deeplink_add_params": True,
    "payment_plan": {},
    "payment_required": True,
}
PARTNER: dict[str, Any] = {
    "allow_client_to_add_phone_no": True,
    "billing_system": "string",
    "blocked_new_submission": False,
    "brand_name": "string",
    "country": "US",
    "id": "string",
    "logo_url": None,
    "onboarding_deeplink_add_params": False,
    "partner_redirect_url": "https://360dialog.com",
    "payment_plan": {},
    "payment_required": False,
    "settings": {
        "account_sharing": {"business_manager_id": None, "solution_id": None},
        "default_data_localization_region": None,
        "partner_change_request": {"auto_approve": False},
        "standard_tiered_pricing_enabled": True,
    },
    "webhook_url": "string",
}
LIST = {"count": 3, "filters": {}, "limit": 1000, "offset": 0, "sort": ["id"], "total": 3}
CHANNEL: dict[str, Any] = {
    "id": "exampleCH",
    "client_id": "exampleCL",
    "account_mode": "live",
    "status": "ready",
    "created_at": "2023-01-01T12:00:00Z",
    "client": {
        "id": "exampleCL",
        "name": "string",
        "partner_payload": "yourSystemIdentifier",
        "contact_info": {"email": "string"},
    },
    "setup_info": {
        "phone_number": "15553785635",
        "phone_name": "string",
        "was_in_use": False,
        "ivr": False,
        "verification_method": "sms",
    },
    "waba_account": {"id": "DWLgd6WA", "external_id": "string", "fb_account_status": "verified"},
    "integration": {"enabled": True, "app_id": "104148", "state": "running"},
}
KEY = {"id": "201126", "address": "string", "api_key": "string", "app_id": "104148"}
SETTING = {"meta": {"success": True, "http_code": 200, "developer_message": "string"}, "status_code": 200}
TEMPLATE: dict[str, Any] = {
    "id": "GVsEkeI2PIiARwVXQEDVWT",
    "partner_id": "string",
    "waba_account_id": "string",
    "name": "string",
    "status": "string",
    "language": "string",
    "category": "string",
    "components": [],
    "rejected_reason": "string",
    "namespace": "string",
    "external_id": "string",
    "created_at": "string",
    "created_by": {"user_id": "system", "user_name": "system"},
    "modified_at": "string",
    "modified_by": {"user_id": "system", "user_name": "system"},
}
BALANCE = {"balance": 48.15, "currency": "usd", "last_renewal": {"amount": 52.0, "date": "string"}, "usage": []}
WABA = {
    "id": "string", "name": "string", "namespace": "string", "partner_id": "string", "client_id": "string",
    "external_id": "string", "status": "approved", "timezone_id": 1, "fb_business_id": "string",
}  # fmt: skip

HUB = "https://hub.360dialog.io/api/v2/partners/<partner-id>"
BY_TOKEN = "--header 'Authorization: Bearer <token>' --header 'Content-Type: application/json'"
BY_KEY = '-H "x-api-key: <key>"'
JSON = "-H 'Content-Type: application/json' --data"

EXAMPLES: list[tuple[str, Any]] = [
    (
        (
            "curl --request POST --url https://hub.360dialog.io/api/v2/token --header 'Authorization: ' "
            """--header 'Content-Type: application/json' --data '{ "username": "<e-mail>", "password": "<password>" }'"""
        ),
        TOKEN,
    ),
    (f'curl -X GET "https://hub.360Dialog.io/api/v2/partners/<partner-id>" {BY_KEY}', PARTNER),
    (f"curl --request GET --url {HUB} {BY_TOKEN}", PARTNER),
    (
        f"""curl --request POST --url {HUB}/webhook_url {BY_TOKEN} --data '{{ "webhook_url": "<hook>" }}'""",
        PARTNER_OF_OLD,
    ),
    (f"curl --request GET --url {HUB}/webhook_url {BY_TOKEN}", {"webhook_url": "string"}),
    (
        (
            f"curl --request PATCH --url {HUB} {BY_TOKEN} "
            """--data '{ "webhook_url": "<hook>", "partner_redirect_url": "https://yourwebsite.com/redirect" }'"""
        ),
        PARTNER_OF_OLD | {"partner_redirect_url": "string"},
    ),
    (f"curl {BY_KEY} {HUB}/clients?sort=id", LIST | {"clients": []}),
    (f"curl {BY_KEY} {HUB}/clients?sort=-id", LIST | {"clients": []}),
    (f"curl {BY_KEY} {HUB}/channels", LIST | {"partner_channels": [CHANNEL]}),
    (
        f"""curl {BY_KEY} '{HUB}/channels?filters=\\{{"id":"<channel-id>"\\}}'""",
        LIST | {"partner_channels": [CHANNEL]},
    ),
    (
        f"""curl {BY_KEY} '{HUB}/channels?filters=\\{{"client.contact_info.email":"client@example.com"\\}}'""",
        LIST | {"partner_channels": [CHANNEL]},
    ),
    (f"curl -X POST {BY_KEY} {HUB}/channels/<channel-id>/api_keys", KEY),
    (f"curl {BY_KEY} {HUB}/channels/<channel-id>/api_keys", {"api_keys": [KEY]}),
    (f"curl {BY_KEY} {HUB}/balance", [{"currency": "usd", "total": 0.0}]),
    (
        f"curl {BY_KEY} '{HUB}/clients/<client-id>/info/balance?start_date=0&end_date=4102358400&granularity=month'",
        BALANCE,
    ),
    (
        (
            f"curl -X PATCH {BY_KEY} {HUB}/settings/account_sharing "
            f"""{JSON} '{{ "solution_id": null, "business_manager_id": null }}'"""
        ),
        SETTING | {"data": {"solution_id": None, "business_manager_id": None}},
    ),
    (
        f"""curl -X PATCH {BY_KEY} {HUB}/settings/partner_change_request {JSON} '{{ "auto_approve": "true" }}'""",
        SETTING | {"data": {"auto_approve": True}},
    ),
    (f"curl {BY_KEY} {HUB}/waba_accounts/<waba-id>", WABA),
    (
        f"curl {BY_KEY} '{HUB}/waba_accounts/<waba-id>/waba_templates?limit=50&sort=business_templates.name'",
        LIST | {"waba_templates": [TEMPLATE]},
    ),
    (f"curl {BY_KEY} {HUB}/waba_accounts/<waba-id>/flows", {"flows": [], "count": 0, "total": 0}),
    (
        (
            f"curl -X POST {BY_KEY} {HUB}/account_sharing/clients "
            f"""{JSON} '{{ "name": "Shared", "email": "shared@example.com", "user_name": "Sam" }}'"""
        ),
        {"id": "exampleCL", "client_id": "exampleCL", "name": "string"},
    ),
]
