"""The Partner Hub's pages about who is who, and who did what: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub.partner.security import audit_log, inviting, requiring, second_factor
from partnerhub.surfaces.hub.people import SET_UP, needs

get = litestar.get
post = partial(litestar.post, status_code=200)
USERS = "/dashboard/partner/users"
OWN = needs("partner:read") | {"without_factor": True}  # for who has still to set it up

OF_SECURITY = (
    get(SET_UP, opt=OWN)(second_factor.show),
    post(SET_UP, opt=OWN)(second_factor.begin),
    post(SET_UP + "/confirmation", opt=OWN)(second_factor.confirm),
    post(SET_UP + "/recovery_codes", opt=OWN)(second_factor.renew_codes),
    post(SET_UP + "/end", opt=OWN)(second_factor.end),
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
