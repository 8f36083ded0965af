"""What is asked and answered about WABA accounts, templates and flows: from a real run against the sandbox."""

from partnerhub.surfaces.partner_api.wire.example import Example, asked, listed

WABA = {
    "id": "qKOn3WWA",
    "name": "Bluebird Travel",
    "namespace": "73612631_69899014_28612961_60469864",
    "partner_id": "2g5ciQPA",
    "client_id": "4rkmNKGkCL",
    "external_id": "612900295789412",
    "status": "approved",
    "timezone_id": 1,
    "fb_business_id": "827461526503365",
}
NEW_TEMPLATE = {
    "name": "order_update",
    "language": "en",
    "category": "UTILITY",
    "components": [{"type": "BODY", "text": "Your order is on its way."}],
}
AUTHOR = {"user_id": "key:1eq71gJ8PK", "user_name": "key:1eq71gJ8PK"}
TEMPLATE = {
    "id": "xHrPcV5cd2ohNLBwRHtwWT",
    "partner_id": "2g5ciQPA",
    "waba_account_id": "qKOn3WWA",
    "external_id": "447636509644444",
    **NEW_TEMPLATE,
    "status": "submitted",
    "rejected_reason": "NONE",
    "namespace": "73612631_69899014_28612961_60469864",
    "quality_score": None,
    "updated_external": False,
    "created_at": "2026-11-21T23:00:37Z",
    "created_by": AUTHOR,
    "modified_at": "2026-11-21T23:00:37Z",
    "modified_by": AUTHOR,
}
CHANGE = {"components": [{"type": "BODY", "text": "Your order will be there today."}]}
SUCCESS = {"success": True}
DELETED = {
    "meta": {"success": True, "http_code": 200, "developer_message": "template name=order_update was deleted"},
}
MIGRATED = {
    "migrated_templates": ["447636509644444", "530281746530192"],
    "failed_templates": {"1019496902803242": "Content in this language already exists"},
}
PREVIEW = {
    "language": "en_US",
    "body": "*{{1}}* is your verification code. For your security, do not share this code.",
    "footer": "This code expires in 10 minutes.",
    "buttons": [{"text": "Copy code", "autofill_text": "Autofill"}],
}
FLOW = {
    "id": "731884912644012",
    "name": "Book a table",
    "status": "DRAFT",
    "categories": ["APPOINTMENT_BOOKING"],
    "validation_errors": [],
}
FAULT = {
    "error": "INVALID_PROPERTY",
    "error_type": "JSON_SCHEMA_ERROR",
    "message": 'The property "colour" cannot be specified at "$root".',
    "line_start": 1,
    "line_end": 1,
    "column_start": 1,
    "column_end": 1,
}
COPIED = {"source_name": "Book a table", "source_id": "731884912644012", "migrated_id": "582210047713365"}
NOT_COPIED = {
    "source_name": "Survey",
    "error_code": "4233041",
    "error_message": "Flows Migration Error: Flow name not found in source WABA.",
}
WA = "/partners/{partner_id}/waba_accounts/{waba_id}"
TE = WA + "/waba_templates"
T = TE + "/{template_id}"
FL = "/api/v2" + WA + "/flows"

OF_WABAS: dict[tuple[str, str], tuple[Example, ...]] = {
    ("GET", "/api/v2" + WA): (Example(WABA),),
    ("GET", "/api/v2" + TE): (Example(listed("waba_templates", TEMPLATE) | {"limit": 50}),),
    ("POST", "/api/v2" + TE): (asked(NEW_TEMPLATE), Example(TEMPLATE)),
    ("POST", "/api/v2" + TE + "/migrate"): (asked({"source_waba_id": "2388172987391"}), Example(MIGRATED)),
    ("GET", "/api/v2" + TE + "/preview"): (Example({"data": [PREVIEW]}),),
    ("POST", "/v1" + TE): (
        asked(NEW_TEMPLATE),
        Example({"id": "447636509644444", "status": "PENDING", "category": "UTILITY"}),
    ),
    ("GET", FL): (Example({"flows": [FLOW], "count": 1, "total": 1}),),
    ("POST", FL): (asked({"name": FLOW["name"], "categories": FLOW["categories"]}), Example({"id": FLOW["id"]})),
    ("GET", FL + "/{flow_id}"): (Example(FLOW),),
    ("POST", FL + "/{flow_id}/assets"): (Example({"success": True, "validation_errors": [FAULT]}),),
    ("POST", FL + "/{flow_id}/publish"): (Example(SUCCESS),),
    ("POST", FL + "/migrate"): (
        asked({"source_waba_id": "2388172987391", "source_flow_names": ["Book a table", "Survey"]}),
        Example({"migrated_flows": [COPIED], "failed_flows": [NOT_COPIED]}),
    ),
    **{("PATCH", root + T): (asked(CHANGE), Example(SUCCESS)) for root in ("/api/v2", "/v1")},
    **{("DELETE", root + T): (Example(DELETED),) for root in ("/api/v2", "/v1")},
}
