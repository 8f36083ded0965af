"""The Messaging API as one Litestar application."""

from codecs import BOM_UTF8
from typing import Any

from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.di import Provide

from partnerhub.db.pool import Database
from partnerhub.domain.channel_keys import Entrance
from partnerhub.domain.messaging import Pace
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import BadInput
from partnerhub.settings import Settings
from partnerhub.surfaces.messaging_api.documentation import OpenApi
from partnerhub.surfaces.messaging_api.entrance import channel, graph, require_channel, token
from partnerhub.surfaces.messaging_api.errors import HANDLERS
from partnerhub.surfaces.messaging_api.routes import ROUTES
from partnerhub.surfaces.messaging_api.short_cut import ShortCut
from partnerhub.surfaces.messaging_api.table import MAX_JSON, handlers
from partnerhub.upstream.graph import Graph


class Ask(Request[Any, Any, Any]):
    """A body as it is, without a byte order mark, which older .NET puts before its JSON. Files stream past this."""

    async def body(self) -> bytes:
        if (coding := self.headers.get("content-encoding", "identity").lower()) != "identity":
            raise BadInput(f"The body is encoded ({coding}); send it as it is.")
        return (await super().body()).removeprefix(BOM_UTF8)


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
                "paths": frozenset(route.path for route in ROUTES),
            }
        ),
        logging_config=None,
        request_max_body_size=MAX_JSON,
    )
    app.short_cut = ShortCut(app)
    return app
