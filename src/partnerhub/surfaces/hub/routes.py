"""Every page for people: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub import connect_button, log_in, stored
from partnerhub.surfaces.hub.client import channels, looked, number
from partnerhub.surfaces.hub.links import choosing, forgotten, sign_up
from partnerhub.surfaces.hub.onboarding.routes import ROUTES as ONBOARDING
from partnerhub.surfaces.hub.partner import (
    accounts,
    api_keys,
    billing,
    clients,
    deliveries,
    export,
    insights,
    integration,
    profile,
    settings,
    trying,
    users,
)
from partnerhub.surfaces.hub.partner.channel import activity, details, health, money, templates, webhooks
from partnerhub.surfaces.hub.partner.templates import composing, listed, one
from partnerhub.surfaces.hub.people import needs

get = litestar.get
post = partial(litestar.post, status_code=200)
U = "/dashboard/partner/users"
anyone = {"anonymous": True}  # the session is not even looked up

TEMPLATES = "/dashboard/partner/templates"
NUMBER = "/dashboard/partner/channels/{channel_id:str}"

ROUTES = (
    get("/static/{name:str}", opt=anyone)(stored.send),
    get("/favicon.ico", opt=anyone)(stored.icon),
    get("/robots.txt", opt=anyone)(stored.robots),
    get("/hub/connect-button.js", opt=anyone)(connect_button.button),
    get("/hub/connect-progress.js", opt=anyone)(connect_button.progress),
    get("/")(log_in.front),
    get("/login")(log_in.show),
    post("/login")(log_in.log_in),
    get("/login/invitation/{secret:str}")(choosing.show_invitation),
    post("/login/invitation/{secret:str}")(choosing.accept),
    get("/login/password")(forgotten.show),
    post("/login/password")(forgotten.send),
    get("/login/password/{secret:str}")(choosing.show_password),
    post("/login/password/{secret:str}")(choosing.replace),
    get("/signup")(sign_up.show),
    post("/signup")(sign_up.send),
    post("/logout")(log_in.log_out),
    get("/dashboard/partner", opt=needs("channels:read"))(accounts.show),
    get("/dashboard/partner/accounts/export/{ending:str}", opt=needs("channels:read"))(export.send),
    get(NUMBER, opt=needs("channels:read"))(details.show),
    post(NUMBER + "/api_key", opt=needs("channel_keys:write"))(details.create_key),
    post(NUMBER + "/api_key/end", opt=needs("channel_keys:write"))(details.end_key),
    post(NUMBER + "/display_name", opt=needs("channels:write"))(details.rename),
    post(NUMBER + "/cancellation", opt=needs("channels:write"))(details.cancel),
    post(NUMBER + "/reactivation", opt=needs("channels:write"))(details.keep),
    get(NUMBER + "/templates", opt=needs("templates:read"))(templates.show),
    get(NUMBER + "/insights", opt=needs("billing:read"))(money.insights),
    get(NUMBER + "/insights/{ending:str}", opt=needs("billing:read"))(money.export),
    get(NUMBER + "/billing", opt=needs("billing:read"))(money.billing),
    get(NUMBER + "/webhooks", opt=needs("webhooks:read"))(webhooks.show),
    post(NUMBER + "/webhooks", opt=needs("webhooks:write"))(webhooks.set_url),
    get(NUMBER + "/health", opt=needs("channels:read"))(health.show),
    get(NUMBER + "/activity", opt=needs("channels:read"))(activity.show),
    get("/dashboard/partner/clients", opt=needs("clients:read"))(clients.show),
    get("/dashboard/partner/clients/export/{ending:str}", opt=needs("clients:read"))(clients.export),
    get("/dashboard/partner/clients/{client_id:str}", opt=needs("clients:read"))(clients.one),
    post("/dashboard/partner/clients/{client_id:str}", opt=needs("clients:write"))(clients.change),
    get(TEMPLATES, opt=needs("templates:read"))(listed.show),
    get(TEMPLATES + "/new", opt=needs("templates:write"))(composing.begin),
    post(TEMPLATES + "/new", opt=needs("templates:write"))(composing.create),
    post(TEMPLATES + "/preview", opt=needs("templates:write"))(composing.preview),
    get(TEMPLATES + "/{template_id:str}", opt=needs("templates:read"))(one.show),
    post(TEMPLATES + "/{template_id:str}", opt=needs("templates:write"))(one.save),
    get(TEMPLATES + "/{template_id:str}/edit", opt=needs("templates:write"))(one.edit),
    post(TEMPLATES + "/{template_id:str}/copies", opt=needs("templates:write"))(one.copy),
    post(TEMPLATES + "/{template_id:str}/deletion", opt=needs("templates:write"))(one.delete),
    post("/dashboard/partner/wabas/{waba_id:str}/synchronisation", opt=needs("templates:write"))(listed.synchronise),
    get("/dashboard/partner/insights", opt=needs("billing:read"))(insights.show),
    get("/dashboard/partner/insights/export/{ending:str}", opt=needs("billing:read"))(insights.export),
    get("/dashboard/partner/billing", opt=needs("billing:read"))(billing.show),
    get("/dashboard/partner/billing/export/{ending:str}", opt=needs("billing:read"))(billing.export),
    get("/dashboard/partner/integration", opt=needs("partner:read"))(integration.show),
    post("/dashboard/partner/integration/webhook_url", opt=needs("partner:write"))(integration.set_webhook_url),
    post("/dashboard/partner/integration/redirect_url", opt=needs("partner:write"))(integration.set_redirect_url),
    post("/dashboard/partner/integration/profile", opt=needs("partner:write"))(settings.set_profile),
    post("/dashboard/partner/integration/meta", opt=needs("partner:write"))(settings.set_meta),
    post("/dashboard/partner/integration/switches", opt=needs("partner:write"))(settings.set_switches),
    post("/dashboard/partner/integration/shown_secret", opt=needs("webhooks:write"))(integration.show_secret),
    post("/dashboard/partner/integration/new_secret", opt=needs("webhooks:write"))(integration.replace_secret),
    post("/dashboard/partner/integration/test", opt=needs("webhooks:write"))(trying.test),
    post("/dashboard/partner/integration/signature", opt=needs("webhooks:read"))(trying.check_signature),
    get(deliveries.HERE, opt=needs("webhooks:read"))(deliveries.show),
    post(deliveries.HERE + "/{event_id:str}/replay", opt=needs("webhooks:write"))(deliveries.replay),
    get("/dashboard/partner/api_keys", opt=needs("partner_keys:read"))(api_keys.show),
    post("/dashboard/partner/api_keys", opt=needs("partner_keys:write"))(api_keys.create),
    post("/dashboard/partner/api_keys/{key_id:str}/revocation", opt=needs("partner_keys:write"))(api_keys.revoke),
    get(profile.HERE, opt=needs("partner:read"))(profile.show),
    post(profile.HERE + "/sessions/{session_id:str}/end", opt=needs("partner:read"))(profile.end),
    post(profile.HERE + "/other_sessions/end", opt=needs("partner:read"))(profile.end_others),
    get(U, opt=needs("users:read"))(users.show),
    post(U, opt=needs("users:write"))(users.invite),
    post(U + "/{user_id:str}/role", opt=needs("users:write"))(users.set_role),
    post(U + "/{user_id:str}/disabling", opt=needs("users:write"))(users.disable),
    post(U + "/{user_id:str}/enabling", opt=needs("users:write"))(users.enable),
    post(U + "/{user_id:str}/invitation", opt=needs("users:write"))(users.invite_again),
    post(U + "/{user_id:str}/deletion", opt=needs("users:write"))(users.remove),
    get("/dashboard/client")(channels.show),
    get("/dashboard/client/templates")(looked.templates),
    get("/dashboard/client/insights")(looked.insights),
    get("/dashboard/client/insights/{ending:str}")(looked.export),
    get("/dashboard/client/funds")(looked.funds),
    get("/dashboard/client/channels/{channel_id:str}")(number.show),
    post("/dashboard/client/channels/{channel_id:str}/cancellation")(number.cancel),
    post("/dashboard/client/channels/{channel_id:str}/reactivation")(number.keep),
    post("/dashboard/client/channels/{channel_id:str}/permission")(channels.grant),
    post("/dashboard/client/channels/{channel_id:str}/withdrawal")(channels.withdraw),
    post("/dashboard/client/channels/{channel_id:str}/api_key")(channels.create_key),
    ONBOARDING,
)
