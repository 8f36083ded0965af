"""The Brand page: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.partner.branding import look
from partnerhub.surfaces.hub.people import needs

get = litestar.get
post = partial(litestar.post, status_code=200)

OF_BRAND = (
    get(look.HERE, opt=needs("partner:read"))(look.show),
    post(look.HERE, opt=needs("partner:write"))(look.set_look),
    post(look.HERE + "/preview", opt=needs("partner:write"))(look.preview),
    post(look.HERE + "/logo", opt=needs("partner:write"), request_max_body_size=look.UPLOAD_LIMIT)(look.set_logo),
    post(look.HERE + "/logo/removal", opt=needs("partner:write"))(look.remove_logo),
)
