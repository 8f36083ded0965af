"""Every onboarding page: one line an endpoint."""

from functools import partial

import litestar
from litestar import Router
from litestar.di import Provide

from partnerhub.kit.problems import Problem
from partnerhub.surfaces.hub.errors import on_log_in_first
from partnerhub.surfaces.hub.onboarding import account, connect, entry, links, payment, permissions, progress
from partnerhub.surfaces.hub.onboarding.answers import refusal
from partnerhub.surfaces.hub.onboarding.arrival import AccountFirst, arrival, guest

get = litestar.get
post = partial(litestar.post, status_code=200)
VISIT = "/onboarding/visits/{visit_id:str}"

ROUTES = Router(
    path="/",
    route_handlers=[
        get("/dashboard/app/{partner_id:str}/permissions")(entry.integrated),
        get("/dashboard/app/{partner_id:str}")(entry.integrated),
        get("/onboarding/{partner_id:str}")(entry.integrated),
        get("/lp/whatsapp/{partner_id:str}")(entry.submission_form),
        get("/lp/migrate/{partner_id:str}")(entry.submission_form),
        get("/onboarding/links/{link_token:str}")(links.open_link),
        get(VISIT)(permissions.next_step),
        get(f"{VISIT}/account")(account.show_account),
        post(f"{VISIT}/account")(account.open_account),
        get(f"{VISIT}/log-in")(account.show_log_in),
        post(f"{VISIT}/log-in")(account.log_in),
        get(f"{VISIT}/payment")(payment.show),
        post(f"{VISIT}/payment")(payment.accept),
        get(f"{VISIT}/card")(payment.card_typed),
        get(f"{VISIT}/payment/{{payment_id:str}}")(payment.result),
        get(f"{VISIT}/connect")(connect.show),
        post(f"{VISIT}/signup")(connect.start),
        get(f"{VISIT}/progress")(progress.show),
        post(f"{VISIT}/progress")(progress.try_again),
        get(f"{VISIT}/permissions")(permissions.show),
        post(f"{VISIT}/permissions")(permissions.choose),
    ],
    dependencies={"arrival": Provide(arrival), "guest": Provide(guest)},
    exception_handlers={AccountFirst: on_log_in_first, Problem: refusal},
)
