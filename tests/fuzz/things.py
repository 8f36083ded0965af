"""One of each thing that a partner has, so that generated requests find something."""

from typing import Any

import httpx

FLOW = {"name": "Fuzzed", "categories": ["OTHER"]}
TEMPLATE = {
    "name": "fuzzed", "language": "en", "category": "UTILITY", "components": [{"type": "BODY", "text": "Hello"}]
}  # fmt: skip


def things(world: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Ids by where they stand: in a path, or in a body."""
    partner = f"/api/v2/partners/{world['partner_id']}"
    waba = f"{partner}/waba_accounts/{world['waba_id']}"
    with httpx.Client(base_url=world["base_url"], headers={"x-api-key": world["partner_api_key"]}, timeout=60) as api:

        def made(path: str, body: dict[str, Any]) -> str:
            return api.post(path, json=body).raise_for_status().json()["id"]

        api.put(partner + "/webhook_headers", json={"headers": {}}).raise_for_status()
        endpoints = api.get(partner + "/webhook_endpoints").raise_for_status().json()["webhook_endpoints"]
        events = api.get(partner + "/events", params={"limit": "1"}).raise_for_status().json()["events"]
        path = {name: world[name] for name in ("partner_id", "client_id", "channel_id", "waba_id")}
        path |= {
            "endpoint_id": endpoints[0]["id"],
            "event_id": events[0]["id"],
            "flow_id": made(waba + "/flows", FLOW),
            "key_id": made(partner + "/partner_keys", {"name": "Fuzzed"}),
            "replay_id": made(partner + "/replays", {"since": "2026-01-01T00:00:00Z"}),
            "link_id": made(partner + "/onboarding_links", {}),
            "user_id": made(partner + "/users", {"email": "fuzzed@crm.example", "name": "Fuzzed", "role": "admin"}),
            "template_id": made(waba + "/waba_templates", TEMPLATE),
        }
        source = api.get(waba).raise_for_status().json()["external_id"]
    return {"path": path, "body": {"source_waba_id": source, "client_id": world["client_id"]}}


def own_key_id(world: dict[str, Any]) -> str:
    """Of the key that the partner's run is made with."""
    headers, path = {"x-api-key": world["partner_api_key"]}, f"/api/v2/partners/{world['partner_id']}/partner_keys"
    keys = httpx.get(world["base_url"] + path, headers=headers, timeout=60).json()["partner_keys"]
    return next(one["id"] for one in keys if world["partner_api_key"].startswith(one["hint"]))
