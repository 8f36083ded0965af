"""The Messaging API as one Litestar application."""

from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from partnerhub.db.pool import Database
from partnerhub.domain.channel_keys import Entrance
from partnerhub.domain.messaging import Pace
from partnerhub.kit.crypto import Vault
from partnerhub.settings import Settings
from partnerhub.surfaces.messaging_api.documentation import OpenApi
from partnerhub.surfaces.messaging_api.entrance import channel, graph, require_channel, token
from partnerhub.surfaces.messaging_api.errors import HANDLERS
from partnerhub.surfaces.messaging_api.request import Ask
from partnerhub.surfaces.messaging_api.routes import ROUTES
from partnerhub.surfaces.messaging_api.short_cut import ShortCut
from partnerhub.surfaces.messaging_api.table import MAX_JSON, handlers
from partnerhub.upstream.graph import Graph


class MessagingApi(Litestar):
    """Messages take the short cut."""

    short_cut: ShortCut

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        way = self.short_cut if scope["type"] == "http" and self.short_cut.takes(scope) else super().__call__
        await way(scope, receive, send)


def create(database: Database, vault: Vault, graph_client: Graph, settings: Settings) -> MessagingApi:
    """`graph_client` is the caller's to close."""
    app = MessagingApi(
        route_handlers=[*handlers(ROUTES), OpenApi],
        dependencies={"channel": Provide(channel), "token": Provide(token), "graph": Provide(graph)},
        guards=[require_channel],
        exception_handlers=HANDLERS,
        request_class=Ask,
        openapi_config=None,
        state=State(
            {
                "database": database,
                "vault": vault,
                "entrance": Entrance(database, vault),
                "graph": graph_client,
                "pace": Pace(enforced=settings.limits_on),
                "settings": settings,
                "dialects": {route.path: route.dialect for route in ROUTES},
            }
        ),
        logging_config=None,
        request_max_body_size=MAX_JSON,
    )
    app.short_cut = ShortCut(app)
    return app
