"""The Partner Hub's pages about who is who, and who did what: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.partner.security import audit_log, inviting, requiring
from partnerhub.surfaces.hub.people import needs

get = litestar.get
post = partial(litestar.post, status_code=200)
USERS = "/dashboard/partner/users"

OF_SECURITY = (
    get(audit_log.HERE, opt=needs("partner:read"))(audit_log.show),
    get(audit_log.HERE + "/export/{ending:str}", opt=needs("partner:read"))(audit_log.export),
    post(USERS, opt=needs("users:write"))(inviting.ask),
    get(inviting.HERE, opt=needs("users:write"))(inviting.show),
    post(inviting.HERE, opt=needs("users:write"))(inviting.confirm),
    post(inviting.HERE + "/again", opt=needs("users:write"))(inviting.ask_again),
    post(inviting.HERE + "/end", opt=needs("users:write"))(inviting.give_up),
    post(USERS + "/required_second_factor", opt=needs("users:write"))(requiring.require),
    post(USERS + "/{user_id:str}/second_factor_reset", opt=needs("users:write"))(requiring.reset),
)
