"""Partner change: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.moving import by_client, by_partner
from partnerhub.surfaces.hub.people import needs

get = litestar.get
post = partial(litestar.post, status_code=200)

OF_MOVING = (
    get(by_client.HERE)(by_client.show),
    post(by_client.HERE)(by_client.ask),
    post(by_client.HERE + "/withdrawal")(by_client.withdraw),
    get(by_partner.HERE, opt=needs("clients:read"))(by_partner.show),
    post(by_partner.HERE + "/{change_id:str}/acceptance", opt=needs("clients:write"))(by_partner.accept),
    post(by_partner.HERE + "/{change_id:str}/refusal", opt=needs("clients:write"))(by_partner.refuse),
)
