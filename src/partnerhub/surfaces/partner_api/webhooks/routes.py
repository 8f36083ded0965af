"""Endpoints that the original has not: its headers and secret are on a page of its, its log nowhere."""

from partnerhub.surfaces.partner_api.webhooks import (
    attempt_log,
    attempts,
    endpoints,
    events,
    headers,
    replays,
    secret,
    trials,
)
from partnerhub.surfaces.partner_api.wire.documentation import Doc

P = "/api/v2/partners/{partner_id:str}"
E = P + "/events"
H = P + "/webhook_headers"
PS = P + "/platform_secret"
WE = P + "/webhook_endpoints"
RP = P + "/replays"

OF_WEBHOOKS: tuple[Doc, ...] = (
    Doc("GET", H, headers.read, 200, "Webhooks", "Show the headers of the partner's webhook, masked"),
    Doc("PUT", H, headers.replace, 200, "Webhooks", "Set the headers of the partner's webhook"),
    Doc("DELETE", H, headers.remove, 200, "Webhooks", "Take the headers of the partner's webhook away"),
    Doc("GET", PS, secret.read, 200, "Webhooks", "Show whether there is a platform secret"),
    Doc("POST", PS + "/rotation", secret.rotate, 201, "Webhooks", "Replace the platform secret, with an overlap"),
    Doc("DELETE", PS + "/rotation", secret.end, 200, "Webhooks", "End the old platform secret now"),
    Doc("GET", WE, endpoints.page, 200, "Webhooks", "List webhook endpoints and how they stand"),
    Doc("GET", WE + "/{endpoint_id:str}", endpoints.read, 200, "Webhooks", "Read a webhook endpoint"),
    Doc("PATCH", WE + "/{endpoint_id:str}", endpoints.change, 200, "Webhooks", "Change a webhook endpoint's options"),
    Doc("POST", WE + "/{endpoint_id:str}/activation", endpoints.activate, 200, "Webhooks", "Enable a webhook endpoint again"),
    Doc("POST", WE + "/{endpoint_id:str}/test", trials.of_endpoint, 200, "Webhooks", "Send a test to a webhook endpoint"),
    Doc("POST", P + "/webhook_url/test", trials.of_partner, 200, "Webhooks", "Send a test to the partner's webhook"),
    Doc("GET", P + "/webhook_attempts", attempt_log.page, 200, "Webhooks", "List the attempts to deliver, newest first"),
    Doc("GET", E, events.page, 200, "Webhooks", "List events, newest first"),
    Doc("GET", E + "/{event_id:str}", events.read, 200, "Webhooks", "Read an event"),
    Doc("GET", E + "/{event_id:str}/attempts", attempts.page, 200, "Webhooks", "Show the attempts to deliver an event"),
    Doc("POST", E + "/{event_id:str}/replay", events.replay, 202, "Webhooks", "Send an event once more"),
    Doc("GET", RP, replays.page, 200, "Webhooks", "List replays, newest first"),
    Doc("POST", RP, replays.create, 201, "Webhooks", "Send many events once more"),
    Doc("GET", RP + "/{replay_id:str}", replays.read, 200, "Webhooks", "Show how far a replay has come"),
    Doc("DELETE", RP + "/{replay_id:str}", replays.cancel, 200, "Webhooks", "Cancel a replay"),
)  # fmt: skip
