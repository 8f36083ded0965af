"""What is asked and answered, by endpoint, of what the original keeps in its pages."""

from partnerhub.surfaces.partner_api.wire.examples import CHANNEL, Example, P, asked, listed

EVENT_ID = "evt_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d"
EVENT = {
    "id": EVENT_ID,
    "type": "channel_live",
    "audience": "partner",
    "client_id": CHANNEL["client_id"],
    "waba_id": None,
    "channel_id": CHANNEL["id"],
    "created_at": "2026-11-21T22:17:36Z",
    "body": {"id": EVENT_ID, "event": "channel_live", "data": CHANNEL},
}
PLATFORM_SECRET = {
    "exists": True,
    "hint": "PHPSq81W",
    "changed_at": "2026-11-21T22:17:36Z",
    "previous": {"hint": "PHPSZk3b", "ends_at": "2026-11-21T23:17:36Z"},
}
LINK = {
    "id": "lnk_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d",
    "url": "https://hub.example/onboarding/links/PHOLExampleExampleExampleExampleExample1",
    "status": "active",
    "max_uses": 1,
    "uses": 0,
    "created_at": "2026-11-21T22:17:36Z",
    "expires_at": "2026-12-21T22:17:36Z",
    "success_url": "https://crm.example/connected",
    "failure_url": "https://crm.example/not-connected",
    "name": "Bluebird Travel",
    "email": "jo@bluebird.example",
    "number": "",
    "partner_payload": "crm-4711",
    "state": "",
    "lang": "en",
    "plan": "",
}
MOVE = {
    "id": "pcr_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d",
    "status": "pending",
    "is_full_migration": True,
    "source_partner_id": "9sWu4xPA",
    "source_client_id": "4rkmNKGkCL",
    "target_partner_id": CHANNEL["partner_id"],
    "client_name": "Bluebird Travel",
    "channels": 2,
    "created_at": "2026-11-21T22:17:36Z",
    "modified_at": "2026-11-21T22:17:36Z",
}
NEW_LINK = {name: LINK[name] for name in ("name", "email", "partner_payload", "success_url", "failure_url")}
ENTRY = {
    "id": "1207",
    "at": "2026-11-21T22:17:36Z",
    "actor": "key:kH2mZ0pQPK",
    "action": "partner_keys.create",
    "subject": "kQ0c7fWxPK",
    "address": "192.0.2.7",
    "detail": {"asked": {"name": "Prod Server"}},
    "changes": [
        {
            "of": "partner_key",
            "id": "kQ0c7fWxPK",
            "before": None,
            "after": {"name": "Prod Server", "hint": "PHPAk3Wz0P"},
        }
    ],
    "request_id": "01928f0c7d2e7a4b8c1d2e3f4a5b6c7d",
}
ENDPOINT = {"kind": "partner", "owner_id": CHANNEL["partner_id"]}
WEBHOOK_ENDPOINT = {
    "id": "whe_000000000017",
    "kind": "channel",
    "owner_id": CHANNEL["id"],
    "name": None,
    "url": "https://crm.example/hooks/messages",
    "standing": "failing",
    "failures": 12,
    "failing_since": "2026-11-21T22:17:36Z",
    "resumes_at": "2026-11-21T22:18:36Z",
    "disabled_at": None,
    "disabled_reason": None,
    "in_order": False,
    "max_in_flight": 64,
    "waiting": 208,
}
RESUMING = {"standing": "resuming", "failures": 0, "failing_since": None, "resumes_at": None}
REPLAY_IN = {"since": "2026-11-20T00:00:00Z", "until": "2026-11-21T00:00:00Z", "status": "no_endpoint"}
REPLAY = {
    "id": "rpl_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d",
    "state": "running",
    **REPLAY_IN,
    "type": None,
    "endpoint_id": None,
    "client_id": None,
    "channel_id": None,
    "progress": 0.42,
    "looked_at": 21000,
    "owed": 1208,
    "owed_already": 0,
    "without_endpoint": 3,
    "created_at": "2026-11-21T22:17:36Z",
    "finished_at": None,
}
ATTEMPT = {
    "id": "att_0006447f2b3c1d0000000000000004b7",
    "at": "2026-11-21T22:17:37Z",
    "event_id": EVENT_ID,
    "type": "channel_live",
    "client_id": CHANNEL["client_id"],
    "channel_id": CHANNEL["id"],
    "endpoint": {"id": "whe_000000000017", **ENDPOINT, "name": None},
    "attempt": 1,
    "outcome": "retrying",
    "status": 503,
    "error": "status",
    "ms": 41,
}
TESTED = {
    "outcome": "failed",
    "advice": "There is nothing at this path. Look for a slip in the URL's path.",
    "status": 404,
    "error": "status",
    "ms": 41,
    "address": "192.0.2.7",
    "answer": "no such page",
    "event_id": EVENT_ID,
    "endpoint_id": "whe_000000000017",
    "url": "https://crm.example/hooks/messages",
}
ATTEMPTS = {
    "attempts": [
        {
            "at": "2026-11-21T22:17:37Z",
            "attempt": 1,
            "endpoint": ENDPOINT,
            "outcome": "retrying",
            "status": 503,
            "error": "status",
            "ms": 41,
            "answer": "down for maintenance",
        }
    ],
    "deliveries": [
        {"endpoint": ENDPOINT, "state": "waiting", "attempts": 1, "next_at": "2026-11-21T22:17:42Z"},
    ],
}

USER = {
    "id": "u7Hq0ZbX2cUS",
    "email": "pat@crm.example",
    "name": "Pat Doe",
    "role": "developer",
    "status": "invited",
    "created_at": "2026-11-21T22:17:36Z",
    "modified_at": "2026-11-21T22:17:36Z",
}


def said(message: str, status: int = 200) -> Example:
    return Example({"meta": {"success": True, "http_code": 200, "developer_message": message}}, status)


BEYOND: dict[tuple[str, str], tuple[Example, ...]] = {
    ("GET", P + "/webhook_headers"): (Example({"headers": {"Authorization": "***"}}),),
    ("PUT", P + "/webhook_headers"): (
        asked({"headers": {"Authorization": "Basic Y3JtOnR1bGlw"}}),
        Example({"headers": {"Authorization": "***"}}),
    ),
    ("DELETE", P + "/webhook_headers"): (said("The headers were taken away"),),
    ("GET", P + "/platform_secret"): (Example(PLATFORM_SECRET),),
    ("POST", P + "/platform_secret/rotation"): (
        asked({"overlap_seconds": 3600}),
        Example(PLATFORM_SECRET | {"platform_secret": "PHPSq81W…", "standard_secret": "whsec_…"}, 201),
    ),
    ("DELETE", P + "/platform_secret/rotation"): (said("The old platform secret has ended"),),
    ("GET", P + "/onboarding_links"): (Example({"onboarding_links": [LINK], "next_cursor": None}),),
    ("POST", P + "/onboarding_links"): (asked(NEW_LINK), Example(LINK, 201)),
    ("GET", P + "/onboarding_links/{link_id}"): (Example(LINK),),
    ("DELETE", P + "/onboarding_links/{link_id}"): (Example(LINK | {"status": "revoked"}),),
    ("GET", P + "/users"): (Example(listed("users", USER)),),
    ("POST", P + "/users"): (asked({name: USER[name] for name in ("email", "name", "role")}), Example(USER, 201)),
    ("GET", P + "/users/{user_id}"): (Example(USER),),
    ("PATCH", P + "/users/{user_id}"): (asked({"role": "admin"}), Example(USER | {"role": "admin"})),
    ("DELETE", P + "/users/{user_id}"): (said("The user was deleted"),),
    ("POST", P + "/users/{user_id}/invitation"): (Example(USER),),
    ("GET", P + "/partner_change_requests"): (Example(listed("partner_change_requests", MOVE)),),
    ("GET", P + "/partner_change_requests/{change_id}"): (Example(MOVE),),
    ("GET", P + "/audit_log"): (Example({"audit_log": [ENTRY], "next_cursor": None}),),
    ("GET", P + "/webhook_endpoints"): (Example({"webhook_endpoints": [WEBHOOK_ENDPOINT], "next_cursor": None}),),
    ("GET", P + "/webhook_endpoints/{endpoint_id}"): (Example(WEBHOOK_ENDPOINT),),
    ("PATCH", P + "/webhook_endpoints/{endpoint_id}"): (
        asked({"in_order": True}),
        Example(WEBHOOK_ENDPOINT | {"in_order": True}),
    ),
    ("POST", P + "/webhook_endpoints/{endpoint_id}/activation"): (Example(WEBHOOK_ENDPOINT | RESUMING),),
    ("POST", P + "/webhook_endpoints/{endpoint_id}/test"): (Example(TESTED),),
    ("POST", P + "/webhook_url/test"): (Example(TESTED | {"url": "https://crm.example/hooks/partner"}),),
    ("GET", P + "/webhook_attempts"): (Example({"webhook_attempts": [ATTEMPT], "next_cursor": ATTEMPT["id"]}),),
    ("GET", P + "/events"): (Example({"events": [EVENT], "next_cursor": EVENT_ID}),),
    ("GET", P + "/events/{event_id}"): (Example(EVENT),),
    ("GET", P + "/events/{event_id}/attempts"): (Example(ATTEMPTS),),
    ("GET", P + "/replays"): (Example({"replays": [REPLAY], "next_cursor": None}),),
    ("POST", P + "/replays"): (asked(REPLAY_IN), Example(REPLAY, 201)),
    ("GET", P + "/replays/{replay_id}"): (Example(REPLAY),),
    ("DELETE", P + "/replays/{replay_id}"): (
        Example(REPLAY | {"state": "cancelled", "finished_at": "2026-11-21T22:18:36Z"}),
    ),
    ("POST", P + "/events/{event_id}/replay"): (said("The event will be sent again", 202),),
}
