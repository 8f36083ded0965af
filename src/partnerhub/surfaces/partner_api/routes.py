"""Every endpoint of the Partner API, one line each (contract partner-api §19)."""

from itertools import starmap

from litestar.handlers import HTTPRouteHandler

from partnerhub.domain.access.limits import Policy
from partnerhub.domain.access.users import LISTING as USERS
from partnerhub.domain.channels import LISTING as CHANNELS
from partnerhub.domain.clients import LISTING as CLIENTS
from partnerhub.domain.partner_changes import LISTING as CHANGES
from partnerhub.surfaces.partner_api import (
    audit_log,
    channel_keys,
    channels,
    clients,
    onboarding_links,
    partner_changes,
    partner_keys,
    partners,
    settings,
    tokens,
    users,
)
from partnerhub.surfaces.partner_api.billing.routes import OF_BILLING
from partnerhub.surfaces.partner_api.numbers.routes import OF_NUMBERS
from partnerhub.surfaces.partner_api.wabas.routes import OF_WABAS
from partnerhub.surfaces.partner_api.webhooks.routes import OF_WEBHOOKS
from partnerhub.surfaces.partner_api.wire.documentation import Doc, endpoint, options

P = "/api/v2/partners/{partner_id:str}"
S = P + "/settings"
CL = P + "/clients/{client_id:str}"
CH = P + "/clients/{client_id:str}/channels/{channel_id:str}"
MINE = P + "/partner_keys"
LINKS = P + "/onboarding_links"
U = P + "/users"
MOVES = P + "/partner_change_requests"
KEYS = P + "/channels/{channel_id:str}/api_keys"

HOUR = 3600  # seconds
INVITATIONS = Policy("invitations", 60, HOUR)  # each is a letter to somebody who did not ask for it
INVITED_AGAIN = Policy("invitations_again", 5, HOUR, by=("user_id",))

ROUTES: tuple[Doc, ...] = (
    Doc("POST", "/api/v2/token", tokens.create, 200, "Tokens", "Get a bearer token"),
    Doc("POST", "/v1/token", tokens.create, 200, "Tokens", "Get a bearer token, by the path of before 2022"),
    Doc("GET", P, partners.read, 200, "Partner", "Read the partner"),
    Doc("PATCH", P, partners.change, 200, "Partner", "Change the partner's URLs and profile"),
    Doc("GET", P + "/webhook_url", partners.read_webhook_url, 200, "Partner", "Read the webhook URL"),
    Doc("POST", P + "/webhook_url", partners.set_webhook_url, 200, "Partner", "Set the webhook URL"),
    Doc("GET", S, settings.read_all, 200, "Settings", "Read all settings"),
    Doc("GET", S + "/account_sharing", settings.read_sharing, 200, "Settings", "Read account sharing"),
    Doc("PATCH", S + "/account_sharing", settings.change_sharing, 200, "Settings", "Set account sharing"),
    Doc("GET", S + "/partner_change_request", settings.read_partner_change, 200, "Settings", "Read auto-approval"),
    Doc("PATCH", S + "/partner_change_request", settings.change_partner_change, 200, "Settings", "Set auto-approval"),
    Doc("GET", S + "/data_storage_region", settings.read_region, 200, "Settings", "Read the data storage region"),
    Doc("PATCH", S + "/data_storage_region", settings.change_region, 200, "Settings", "Set the data storage region"),
    Doc("GET", S + "/standard_tiered_pricing", settings.read_pricing, 200, "Settings", "Read tiered pricing"),
    Doc("PATCH", S + "/standard_tiered_pricing", settings.change_pricing, 200, "Settings", "Switch tiered pricing"),
    Doc("GET", S + "/marketing_messages_routing", settings.read_routing, 200, "Settings", "Read marketing messages routing"),
    Doc("PATCH", S + "/marketing_messages_routing", settings.change_routing, 200, "Settings", "Switch that routing"),
    Doc("GET", S + "/legacy_token_authentication", settings.read_tokens, 200, "Settings", "Read bearer tokens"),
    Doc("PATCH", S + "/legacy_token_authentication", settings.change_tokens, 200, "Settings", "Switch bearer tokens"),
    Doc("GET", S + "/io_signature", settings.read_signature, 200, "Settings", "Read signed links"),
    Doc("PATCH", S + "/io_signature", settings.change_signature, 200, "Settings", "Switch signed links"),
    Doc("GET", P + "/clients", clients.page, 200, "Clients", "List clients", lists=CLIENTS),
    Doc("GET", CL, clients.read, 200, "Clients", "Read a client"),
    Doc("PATCH", CL, clients.change, 200, "Clients", "Change a client"),
    Doc("GET", CL + "/shared_client_numbers", clients.shared_numbers, 200, "Clients", "Show which numbers are shared"),
    Doc("GET", MOVES, partner_changes.page, 200, "Clients", "List requests to change partner", lists=CHANGES),
    Doc("GET", MOVES + "/{change_id:str}", partner_changes.read, 200, "Clients", "Read a request to change partner"),
    Doc("GET", P + "/channels", channels.page, 200, "Channels", "List channels", lists=CHANNELS),
    Doc("GET", P + "/channels/{channel_id:str}", channels.read, 200, "Channels", "Read a channel"),
    Doc("POST", KEYS, channel_keys.create, 201, "Channel API keys", "Make the channel's API key"),
    Doc("GET", KEYS, channel_keys.read, 200, "Channel API keys", "Show the channel's live API key, masked"),
    Doc("DELETE", KEYS, channel_keys.end, 200, "Channel API keys", "End the channel's API key"),
    Doc("POST", CH + "/control/cancellation_request", channels.cancel, 200, "Channels", "Request or revoke cancellation"),
    Doc("POST", CH + "/control/reactivate", channels.reactivate, 200, "Channels", "Revoke the cancellation"),
    *OF_BILLING,
    *OF_NUMBERS,
    Doc("GET", MINE, partner_keys.page, 200, "API keys", "List the partner's API keys"),
    Doc("POST", MINE, partner_keys.create, 201, "API keys", "Make an API key of the partner"),
    Doc("POST", MINE + "/{key_id:str}/roll", partner_keys.roll, 201, "API keys", "Replace an API key, with an overlap"),
    Doc("DELETE", MINE + "/{key_id:str}", partner_keys.end, 200, "API keys", "Revoke an API key"),
    Doc("GET", U, users.page, 200, "Users", "List the partner's users", lists=USERS),
    Doc("POST", U, users.invite, 201, "Users", "Invite a user", (INVITATIONS,)),
    Doc("GET", U + "/{user_id:str}", users.read, 200, "Users", "Read a user"),
    Doc("PATCH", U + "/{user_id:str}", users.change, 200, "Users", "Change, disable or enable a user"),
    Doc("DELETE", U + "/{user_id:str}", users.remove, 200, "Users", "Delete a user"),
    Doc("POST", U + "/{user_id:str}/invitation", users.invite_again, 200, "Users", "Send an invitation again", (INVITED_AGAIN,)),
    Doc("GET", LINKS, onboarding_links.page, 200, "Onboarding links", "List onboarding links, newest first"),
    Doc("POST", LINKS, onboarding_links.create, 201, "Onboarding links", "Make an onboarding link"),
    Doc("GET", LINKS + "/{link_id:str}", onboarding_links.read, 200, "Onboarding links", "Read an onboarding link"),
    Doc("DELETE", LINKS + "/{link_id:str}", onboarding_links.revoke, 200, "Onboarding links", "Revoke an onboarding link"),
    Doc("GET", P + "/audit_log", audit_log.page, 200, "Audit log", "List who changed what, newest first"),
    *OF_WEBHOOKS,
    *OF_WABAS,
)  # fmt: skip


def handlers() -> list[HTTPRouteHandler]:
    methods: dict[str, list[str]] = {}
    for doc in ROUTES:
        methods.setdefault(doc.path, []).append(doc.method)
    return [*starmap(options, methods.items()), *map(endpoint, ROUTES)]
