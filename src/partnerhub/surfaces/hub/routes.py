"""Every page for people: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub import log_in, stored
from partnerhub.surfaces.hub.client import channels
from partnerhub.surfaces.hub.onboarding.routes import ROUTES as ONBOARDING
from partnerhub.surfaces.hub.partner import accounts, api_keys, clients, export, integration, settings
from partnerhub.surfaces.hub.partner.channel import activity, details, health, templates, webhooks
from partnerhub.surfaces.hub.partner.templates import composing, listed, one

get = litestar.get
post = partial(litestar.post, status_code=200)
anyone = {"anonymous": True}  # the session is not even looked up

TEMPLATES = "/dashboard/partner/templates"
NUMBER = "/dashboard/partner/channels/{channel_id:str}"

ROUTES = (
    get("/static/{name:str}", opt=anyone)(stored.send),
    get("/favicon.ico", opt=anyone)(stored.icon),
    get("/robots.txt", opt=anyone)(stored.robots),
    get("/")(log_in.front),
    get("/login")(log_in.show),
    post("/login")(log_in.log_in),
    post("/logout")(log_in.log_out),
    get("/dashboard/partner")(accounts.show),
    get("/dashboard/partner/accounts/export/{ending:str}")(export.send),
    get(NUMBER)(details.show),
    post(NUMBER + "/api_key")(details.create_key),
    post(NUMBER + "/api_key/end")(details.end_key),
    post(NUMBER + "/display_name")(details.rename),
    post(NUMBER + "/cancellation")(details.cancel),
    post(NUMBER + "/reactivation")(details.keep),
    get(NUMBER + "/templates")(templates.show),
    get(NUMBER + "/webhooks")(webhooks.show),
    post(NUMBER + "/webhooks")(webhooks.set_url),
    get(NUMBER + "/health")(health.show),
    get(NUMBER + "/activity")(activity.show),
    get("/dashboard/partner/clients")(clients.show),
    get("/dashboard/partner/clients/export/{ending:str}")(clients.export),
    get("/dashboard/partner/clients/{client_id:str}")(clients.one),
    post("/dashboard/partner/clients/{client_id:str}")(clients.change),
    get(TEMPLATES)(listed.show),
    get(TEMPLATES + "/new")(composing.begin),
    post(TEMPLATES + "/new")(composing.create),
    post(TEMPLATES + "/preview")(composing.preview),
    get(TEMPLATES + "/{template_id:str}")(one.show),
    post(TEMPLATES + "/{template_id:str}")(one.save),
    get(TEMPLATES + "/{template_id:str}/edit")(one.edit),
    post(TEMPLATES + "/{template_id:str}/copies")(one.copy),
    post(TEMPLATES + "/{template_id:str}/deletion")(one.delete),
    post("/dashboard/partner/wabas/{waba_id:str}/synchronisation")(listed.synchronise),
    get("/dashboard/partner/integration")(integration.show),
    post("/dashboard/partner/integration/webhook_url")(integration.set_webhook_url),
    post("/dashboard/partner/integration/redirect_url")(integration.set_redirect_url),
    post("/dashboard/partner/integration/profile")(settings.set_profile),
    post("/dashboard/partner/integration/meta")(settings.set_meta),
    post("/dashboard/partner/integration/switches")(settings.set_switches),
    post("/dashboard/partner/integration/shown_secret")(integration.show_secret),
    post("/dashboard/partner/integration/new_secret")(integration.replace_secret),
    get("/dashboard/partner/api_keys")(api_keys.show),
    post("/dashboard/partner/api_keys")(api_keys.create),
    post("/dashboard/partner/api_keys/{key_id:str}/revocation")(api_keys.revoke),
    get("/dashboard/client")(channels.show),
    post("/dashboard/client/channels/{channel_id:str}/permission")(channels.grant),
    post("/dashboard/client/channels/{channel_id:str}/withdrawal")(channels.withdraw),
    post("/dashboard/client/channels/{channel_id:str}/api_key")(channels.create_key),
    ONBOARDING,
)
