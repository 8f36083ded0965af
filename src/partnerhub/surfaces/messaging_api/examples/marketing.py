"""Marketing, and what templates can do besides being listed and made."""

from typing import Any

from partnerhub.surfaces.messaging_api.examples.core import CREATE_TEMPLATE, SUCCESS, TEMPLATES

ID = "594425479261596"
TEMPLATE = {"id": ID, "status": "APPROVED", **CREATE_TEMPLATE}
DATASET = {"id": "1204567890123456"}
MADE = {"name": "Events of our shop"}
PURCHASE = {
    "event_name": "Purchase",
    "event_time": 1735689600,
    "action_source": "business_messaging",
    "messaging_channel": "whatsapp",
    "user_data": {"whatsapp_business_account_id": "106540352242922", "ctwa_clid": "ARAkLkA8rmlFeiCk"},
    "custom_data": {"currency": "EUR", "value": 12.5},
}
POINT = {"template_id": ID, "start": 1735689600, "end": 1735776000, "sent": 120, "delivered": 118, "read": 90}
ESTIMATE = {
    "bid_amount": 3,
    "deliveries_lower_bound": 700,
    "deliveries_upper_bound": 800,
    "cost_lower_bound": 2100,
    "cost_upper_bound": 2400,
    "users": 1000,
}
COMPARED = [{"metric": "BLOCK_RATE", "type": "RELATIVE", "order_by_relative_metric": [ID, "594425479261597"]}]
ONE = "/message_templates/{template_id}"

EXAMPLES: dict[tuple[str, str], tuple[Any, Any]] = {
    ("GET", ONE): (None, TEMPLATE),
    ("POST", ONE): ({"components": CREATE_TEMPLATE["components"]}, SUCCESS),
    ("GET", ONE + "/compare"): (None, {"data": COMPARED}),
    ("POST", "/message_templates/archive"): ({"hsm_ids": [ID]}, {"archived_templates": [ID], "failed_templates": {}}),
    ("POST", "/message_templates/unarchive"): (
        {"hsm_ids": [ID]},
        {"unarchived_templates": [ID], "failed_templates": {}},
    ),
    ("GET", "/marketing/dataset"): (None, DATASET),
    ("POST", "/marketing/dataset"): (MADE, DATASET),
    ("GET", "/marketing/{node_id}/dataset"): (None, DATASET),
    ("POST", "/marketing/{node_id}/dataset"): (MADE, DATASET),
    ("GET", "/marketing/dataset_quality"): (None, {"web": []}),
    ("POST", "/marketing/{dataset_id}/events"): (
        {"data": [PURCHASE]},
        {"events_received": 1, "messages": [], "fbtrace_id": "Az8or2yhqkZfEZ"},
    ),
    ("GET", "/marketing/message_templates"): (None, TEMPLATES),
    ("GET", "/marketing/{template_id}"): (None, TEMPLATE),
    ("GET", "/marketing/template_analytics"): (
        None,
        {"data": [{"granularity": "DAILY", "product_type": "cloud_api", "data_points": [POINT]}]},
    ),
    ("POST", "/marketing/template_analytics"): (None, {"id": "106540352242922"}),
    ("GET", "/marketing/reachestimate"): (None, {"estimates": [ESTIMATE], "waba_currency": "EUR"}),
    ("GET", "/marketing/{ad_object_id}/insights"): (None, {"data": [{"impressions": "2000", "spend": "12.50"}]}),
}
QUERY: dict[tuple[str, str], tuple[str, ...]] = {
    ("GET", ONE): ("fields",),
    ("GET", ONE + "/compare"): ("template_ids", "start", "end"),
    ("GET", "/message_template_library"): ("search", "topic", "usecase", "industry", "language", "limit", "after"),
    ("GET", "/marketing/dataset_quality"): ("dataset_id", "agent_name", "fields"),
    ("GET", "/marketing/message_templates"): ("limit", "after", "before"),
    ("GET", "/marketing/template_analytics"): ("start", "end", "granularity", "template_ids", "metric_types"),
    ("POST", "/marketing/template_analytics"): ("enable",),
    ("GET", "/marketing/reachestimate"): ("targeting_spec", "date_interval"),
    ("GET", "/marketing/{ad_object_id}/insights"): ("fields", "date_preset", "level", "breakdowns"),
}
