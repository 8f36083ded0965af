"""The Client Hub: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.client import channels, looked, number
from partnerhub.surfaces.hub.funds.routes import CLIENTS

get = litestar.get
post = partial(litestar.post, status_code=200)
CLIENT = "/dashboard/client"
NUMBER = CLIENT + "/channels/{channel_id:str}"

OF_CLIENT = (
    get(CLIENT)(channels.show),
    get(CLIENT + "/templates")(looked.templates),
    get(CLIENT + "/insights")(looked.insights),
    get(CLIENT + "/insights/{ending:str}")(looked.export),
    *CLIENTS,
    get(NUMBER)(number.show),
    post(NUMBER + "/cancellation")(number.cancel),
    post(NUMBER + "/reactivation")(number.keep),
    post(NUMBER + "/permission")(channels.grant),
    post(NUMBER + "/withdrawal")(channels.withdraw),
    post(NUMBER + "/api_key")(channels.create_key),
)
