"""One's own account, in both hubs: one line an endpoint."""

from functools import partial

import litestar
from litestar.di import Provide

from partnerhub.surfaces.hub.notices.viewer import user
from partnerhub.surfaces.hub.people import HOME_OF_CLIENT, HOME_OF_PARTNER, needs
from partnerhub.surfaces.hub.profile import second_factor, sessions
from partnerhub.surfaces.hub.speech import choosing

EITHER = {"user": Provide(user)}
ANY_ROLE = needs("partner:read")
get = partial(litestar.get, dependencies=EITHER)
post = partial(litestar.post, dependencies=EITHER, status_code=200)
OWN = ANY_ROLE | {"without_factor": True}  # for who has still to set it up
HUBS = (HOME_OF_PARTNER, HOME_OF_CLIENT)
PROFILE, SET_UP = ([f"{hub}/{name}" for hub in HUBS] for name in ("profile", "second_factor"))

OF_PROFILE = (
    get(PROFILE, opt=ANY_ROLE)(sessions.show),
    post([one + "/sessions/{session_id:str}/end" for one in PROFILE], opt=ANY_ROLE)(sessions.end),
    post([one + "/other_sessions/end" for one in PROFILE], opt=ANY_ROLE)(sessions.end_others),
    post([f"{hub}/language" for hub in HUBS], opt=ANY_ROLE)(choosing.choose),
    get(SET_UP, opt=OWN)(second_factor.show),
    post(SET_UP, opt=OWN)(second_factor.begin),
    post([one + "/confirmation" for one in SET_UP], opt=OWN)(second_factor.confirm),
    post([one + "/recovery_codes" for one in SET_UP], opt=OWN)(second_factor.renew_codes),
    post([one + "/end" for one in SET_UP], opt=OWN)(second_factor.end),
)
