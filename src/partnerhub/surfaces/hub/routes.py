"""Every page for people: one line an endpoint, a table a folder."""

from functools import partial

import litestar

from partnerhub.surfaces.hub import brand, connect_button, stored
from partnerhub.surfaces.hub.client.routes import OF_CLIENT
from partnerhub.surfaces.hub.links import choosing, forgotten, sign_up
from partnerhub.surfaces.hub.logging_in import hubs, password, second_step
from partnerhub.surfaces.hub.moving.routes import OF_MOVING
from partnerhub.surfaces.hub.notices.routes import EITHER, OF_NOTICES
from partnerhub.surfaces.hub.onboarding.routes import ROUTES as ONBOARDING
from partnerhub.surfaces.hub.operator.routes import OF_OPERATOR
from partnerhub.surfaces.hub.partner.routes import OF_PARTNER
from partnerhub.surfaces.hub.people import HOME_OF_CLIENT, HOME_OF_PARTNER, needs
from partnerhub.surfaces.hub.profile.routes import OF_PROFILE

get = litestar.get
post = partial(litestar.post, status_code=200)
anyone = {"anonymous": True}  # the session is not even looked up
HUBS = [f"{home}/hubs" for home in (HOME_OF_PARTNER, HOME_OF_CLIENT)]
EVERYBODY = needs("partner:read") | {"without_factor": True}  # another hub may not require a second factor

ROUTES = (
    get("/static/{name:str}", opt=anyone)(stored.send),
    get("/favicon.ico", opt=anyone)(stored.icon),
    get("/robots.txt", opt=anyone)(stored.robots),
    get("/hub/connect-button.js", opt=anyone)(connect_button.button),
    get(brand.FOLDER + "/{partner_id:str}/{name:str}", opt=anyone)(brand.send),
    get(f"/hub/{connect_button.PACKAGE}", opt=anyone)(connect_button.package),
    get("/hub/connect-progress.js", opt=anyone)(connect_button.progress),
    get("/")(password.front),
    get("/login")(password.show),
    post("/login")(password.log_in),
    get(second_step.HERE)(second_step.show),
    post(second_step.HERE)(second_step.send),
    get("/login/invitation/{secret:str}")(choosing.show_invitation),
    post("/login/invitation/{secret:str}")(choosing.accept),
    get("/login/password")(forgotten.show),
    post("/login/password")(forgotten.send),
    get("/login/password/{secret:str}")(choosing.show_password),
    post("/login/password/{secret:str}")(choosing.replace),
    get("/signup")(sign_up.show),
    post("/signup")(sign_up.send),
    post("/logout")(password.log_out),
    get(HUBS, opt=EVERYBODY, dependencies=EITHER)(hubs.show),
    post(HUBS, opt=EVERYBODY, dependencies=EITHER)(hubs.send),
    *OF_PARTNER,
    *OF_CLIENT,
    *OF_MOVING,
    *OF_NOTICES,
    *OF_PROFILE,
    *OF_OPERATOR,
    ONBOARDING,
)
