"""Notifications of both hubs: one line an endpoint."""

from functools import partial

import litestar
from litestar.di import Provide

from partnerhub.surfaces.hub.notices import listed, preferences
from partnerhub.surfaces.hub.notices.viewer import user
from partnerhub.surfaces.hub.people import HOME_OF_CLIENT, HOME_OF_PARTNER, needs

EITHER = {"user": Provide(user)}
# Every user has a bell; what is in it depends on the role, kind by kind.
get = partial(litestar.get, dependencies=EITHER, opt=needs("partner:read"))
post = partial(litestar.post, dependencies=EITHER, opt=needs("partner:read"), status_code=200)
HUBS = (HOME_OF_PARTNER, HOME_OF_CLIENT)
HERE = [f"{hub}/notifications" for hub in HUBS]

OF_NOTICES = (
    get(HERE)(listed.show),
    get([f"{one}/bell" for one in HERE])(listed.show_bell),
    get([f"{one}/preferences" for one in HERE])(preferences.show),
    post([f"{one}/preferences" for one in HERE])(preferences.save),
    post([f"{one}/reading" for one in HERE])(listed.read_all),
    get([one + "/{notice_id:str}" for one in HERE])(listed.open_one),
    post([one + "/{notice_id:str}/reading" for one in HERE])(listed.read_one),
)
