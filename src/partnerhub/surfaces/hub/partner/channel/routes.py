"""The pages of one number: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.partner.channel import activity, details, health, money, templates, webhooks
from partnerhub.surfaces.hub.people import needs

get = litestar.get
post = partial(litestar.post, status_code=200)
NUMBER = "/dashboard/partner/channels/{channel_id:str}"

OF_CHANNEL = (
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
    post(NUMBER + "/webhooks/waba", opt=needs("webhooks:write"))(webhooks.set_url_of_waba),
    get(NUMBER + "/health", opt=needs("channels:read"))(health.show),
    get(NUMBER + "/activity", opt=needs("channels:read"))(activity.show),
)
