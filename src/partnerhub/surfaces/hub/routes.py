"""Every page for people: one line an endpoint."""

from functools import partial

import litestar

from partnerhub.surfaces.hub import log_in, stored
from partnerhub.surfaces.hub.onboarding.routes import ROUTES as ONBOARDING

get = litestar.get
post = partial(litestar.post, status_code=200)

ROUTES = (
    get("/static/{name:str}", opt={"anonymous": True})(stored.send),
    get("/")(log_in.front),
    get("/login")(log_in.show),
    post("/login")(log_in.log_in),
    post("/logout")(log_in.log_out),
    ONBOARDING,
)
