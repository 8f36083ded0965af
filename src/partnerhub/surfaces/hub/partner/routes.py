"""The Partner Hub: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.funds.routes import PARTNERS
from partnerhub.surfaces.hub.partner import (
    accounts,
    api_keys,
    billing,
    clients,
    deliveries,
    event,
    export,
    insights,
    integration,
    settings,
    trying,
    users,
)
from partnerhub.surfaces.hub.partner.branding.routes import OF_BRAND
from partnerhub.surfaces.hub.partner.channel.routes import OF_CHANNEL
from partnerhub.surfaces.hub.partner.integrating import headers
from partnerhub.surfaces.hub.partner.onboarding_links.routes import OF_LINKS
from partnerhub.surfaces.hub.partner.security.routes import OF_SECURITY
from partnerhub.surfaces.hub.partner.templates.routes import OF_TEMPLATES
from partnerhub.surfaces.hub.people import needs

get = litestar.get
post = partial(litestar.post, status_code=200)
HUB = "/dashboard/partner"
USERS = HUB + "/users"

OF_PARTNER = (
    get(HUB, opt=needs("channels:read"))(accounts.show),
    get(HUB + "/accounts/export/{ending:str}", opt=needs("channels:read"))(export.send),
    get(HUB + "/clients", opt=needs("clients:read"))(clients.show),
    get(HUB + "/clients/export/{ending:str}", opt=needs("clients:read"))(clients.export),
    get(HUB + "/clients/{client_id:str}", opt=needs("clients:read"))(clients.one),
    post(HUB + "/clients/{client_id:str}", opt=needs("clients:write"))(clients.change),
    post(HUB + "/clients/{client_id:str}/notes", opt=needs("clients:write"))(clients.take_notes),
    get(HUB + "/insights", opt=needs("billing:read"))(insights.show),
    get(HUB + "/insights/export/{ending:str}", opt=needs("billing:read"))(insights.export),
    get(HUB + "/billing/export/{ending:str}", opt=needs("billing:read"))(billing.export),
    get(HUB + "/integration", opt=needs("partner:read"))(integration.show),
    post(HUB + "/integration/webhook_url", opt=needs("partner:write"))(integration.set_webhook_url),
    post(HUB + "/integration/redirect_url", opt=needs("partner:write"))(integration.set_redirect_url),
    post(HUB + "/integration/webhook_header", opt=needs("webhooks:write"))(headers.put),
    post(HUB + "/integration/webhook_header/removal", opt=needs("webhooks:write"))(headers.remove),
    post(HUB + "/integration/meta", opt=needs("partner:write"))(settings.set_meta),
    post(HUB + "/integration/switches", opt=needs("partner:write"))(settings.set_switches),
    post(HUB + "/integration/shown_secret", opt=needs("webhooks:write"))(integration.show_secret),
    post(HUB + "/integration/new_secret", opt=needs("webhooks:write"))(integration.replace_secret),
    post(HUB + "/integration/test", opt=needs("webhooks:write"))(trying.test),
    post(HUB + "/integration/signature", opt=needs("webhooks:read"))(trying.check_signature),
    get(deliveries.HERE, opt=needs("webhooks:read"))(deliveries.show),
    get(deliveries.HERE + "/{event_id:str}", opt=needs("webhooks:read"))(event.show),
    post(deliveries.HERE + "/{event_id:str}/replay", opt=needs("webhooks:write"))(deliveries.replay),
    get(HUB + "/api_keys", opt=needs("partner_keys:read"))(api_keys.show),
    post(HUB + "/api_keys", opt=needs("partner_keys:write"))(api_keys.create),
    post(HUB + "/api_keys/{key_id:str}/revocation", opt=needs("partner_keys:write"))(api_keys.revoke),
    get(USERS, opt=needs("users:read"))(users.show),
    post(USERS + "/{user_id:str}/role", opt=needs("users:write"))(users.set_role),
    post(USERS + "/{user_id:str}/disabling", opt=needs("users:write"))(users.disable),
    post(USERS + "/{user_id:str}/enabling", opt=needs("users:write"))(users.enable),
    post(USERS + "/{user_id:str}/invitation", opt=needs("users:write"))(users.invite_again),
    post(USERS + "/{user_id:str}/deletion", opt=needs("users:write"))(users.remove),
    *PARTNERS,
    *OF_BRAND,
    *OF_CHANNEL,
    *OF_LINKS,
    *OF_TEMPLATES,
    *OF_SECURITY,
)
