"""The Client Hub: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.client import channels, looked, number, team
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
    get(team.HERE)(team.show),
    post(team.HERE)(team.invite),
    post(team.HERE + "/{user_id:str}/role")(team.set_role),
    post(team.HERE + "/{user_id:str}/invitation")(team.invite_again),
    post(team.HERE + "/{user_id:str}/second_factor_reset")(team.reset_second_factor),
    post(team.HERE + "/{user_id:str}/deletion")(team.remove),
    get(NUMBER)(number.show),
    post(NUMBER + "/cancellation")(number.cancel),
    post(NUMBER + "/reactivation")(number.keep),
    post(NUMBER + "/permission")(channels.grant),
    post(NUMBER + "/withdrawal")(channels.withdraw),
    post(NUMBER + "/api_key")(channels.create_key),
)
