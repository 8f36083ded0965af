"""The pages of onboarding links: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.partner.onboarding_links import listed, making
from partnerhub.surfaces.hub.people import needs

get = litestar.get
post = partial(litestar.post, status_code=200)
LINK = listed.HERE + "/{link_id:str}"

OF_LINKS = (
    get(listed.HERE, opt=needs("onboarding:read"))(listed.show),
    get(listed.HERE + "/new", opt=needs("onboarding:write"))(making.show),
    post(listed.HERE + "/new", opt=needs("onboarding:write"))(making.create),
    get(LINK, opt=needs("onboarding:read"))(listed.one),
    post(LINK + "/revocation", opt=needs("onboarding:write"))(listed.revoke),
)
