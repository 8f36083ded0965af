"""HTML for people: Partner Hub, Client Hub, onboarding. Server-rendered; every page works without JavaScript."""

from litestar import Litestar
from litestar.di import Provide

from partnerhub.db.pool import Database
from partnerhub.kit.crypto import Vault
from partnerhub.settings import Settings
from partnerhub.surfaces.hub.assets import Assets
from partnerhub.surfaces.hub.errors import HANDLERS
from partnerhub.surfaces.hub.forgery import RefuseForgery, SetVisit
from partnerhub.surfaces.hub.headers import AddHeaders
from partnerhub.surfaces.hub.operator.entering import RefuseOthers
from partnerhub.surfaces.hub.pages import engine
from partnerhub.surfaces.hub.parts import Cookies, Hub
from partnerhub.surfaces.hub.people import (
    Recognise,
    client_user,
    keep_hubs_apart,
    partner_user,
    refuse_by_role,
    refuse_without_factor,
)
from partnerhub.surfaces.hub.routes import ROUTES
from partnerhub.upstream.graph import Graph
from partnerhub.upstream.payments import provider_of

BODY_LIMIT = 64 * 1024


def create(database: Database, vault: Vault, graph: Graph, settings: Settings) -> Litestar:
    """Raises `assets.NotBuilt` when frontend/ has not been built."""
    https = settings.url.startswith("https:")
    payments = provider_of(settings)
    hub = Hub(
        database=database, vault=vault, graph=graph, payments=payments, settings=settings, cookies=Cookies(https=https),
        assets=Assets(),
    )  # fmt: skip
    return Litestar(
        route_handlers=ROUTES,
        guards=[
            Recognise(hub),
            keep_hubs_apart,
            RefuseForgery(hub),
            RefuseOthers(hub),
            refuse_without_factor,
            refuse_by_role,
        ],
        before_send=[AddHeaders(https=https), SetVisit(hub)],
        dependencies={
            "hub": Provide(lambda: hub, sync_to_thread=False),
            "partner_user": Provide(partner_user),
            "client_user": Provide(client_user),
        },
        on_shutdown=[payments.close] if payments else [],
        exception_handlers=HANDLERS,
        template_config=engine(hub),
        request_max_body_size=BODY_LIMIT,
        openapi_config=None,
        logging_config=None,
    )
