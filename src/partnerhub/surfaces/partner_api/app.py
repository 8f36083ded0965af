"""The Partner API as one Litestar application."""

from functools import cache
from typing import Any

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from partnerhub.db.pool import PATIENCE, Database, patiently
from partnerhub.domain.access import tokens
from partnerhub.kit.crypto import Vault
from partnerhub.settings import Settings
from partnerhub.surfaces.partner_api.billing.periods import period, period_between
from partnerhub.surfaces.partner_api.numbers.operations import reached
from partnerhub.surfaces.partner_api.routes import ROUTES, handlers
from partnerhub.surfaces.partner_api.short_cut import ShortCut
from partnerhub.surfaces.partner_api.wabas.accounts import line
from partnerhub.surfaces.partner_api.wire import openapi
from partnerhub.surfaces.partner_api.wire.bodies import AnyBody
from partnerhub.surfaces.partner_api.wire.documentation import served
from partnerhub.surfaces.partner_api.wire.entrance import caller, db, graph, release, require_partner, rows, vault
from partnerhub.surfaces.partner_api.wire.errors import HANDLERS, of_crash
from partnerhub.surfaces.partner_api.wire.limits import Limiter, add_headers
from partnerhub.surfaces.partner_api.wire.lists import asked
from partnerhub.surfaces.partner_api.wire.pages import one_cursor, paged
from partnerhub.upstream.graph import Graph

GIVEN = {
    "caller": caller,
    "db": db,
    "rows": rows,
    "graph": graph,
    "vault": vault,
    "asked": asked,
    "line": line,
    "channel": reached,
    "paged": paged,
    "period": period,
    "period_between": period_between,
}


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document."""
    return openapi.document(ROUTES, GIVEN)


async def load_signing_key(app: Litestar) -> None:
    """Once a process: the key is sealed in the database, which may be just starting again."""

    async def load() -> tokens.SigningKey:
        async with app.state.database.entering() as connection:
            return await tokens.signing_key(connection, app.state.vault)

    app.state.signing_key = await patiently(load, PATIENCE)


class PartnerApi(Litestar):
    """Plain lists take the short cut."""

    short_cut: ShortCut

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            scope = {**scope, "query_string": _without_blanks(scope["query_string"])}
        try:
            answer = await self.short_cut.answer(scope) if scope["type"] == "http" else None
        except Exception as error:  # noqa: BLE001  as the framework: whatever it is, the caller is answered
            request = AnyBody(scope, receive, send)
            await of_crash(request, error).to_asgi_response(app=None, request=request)(scope, receive, send)
            return
        if answer is None:
            await super().__call__(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": 200, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})


def _without_blanks(query: bytes) -> bytes:
    """`start_date=` says as much as nothing: generated clients and forms send what was not filled in."""
    if not (query.endswith(b"=") or b"=&" in query):
        return query
    return b"&".join(pair for pair in query.split(b"&") if pair.find(b"=") != len(pair) - 1)


def create(database: Database, secrets: Vault, meta: Graph, settings: Settings) -> Litestar:
    limiter = Limiter(database, enforced=settings.limits_on)
    app = PartnerApi(
        route_handlers=[*handlers(), served(document)],
        dependencies={name: Provide(one) for name, one in GIVEN.items()},
        guards=[require_partner, one_cursor],
        middleware=[release],
        before_send=[add_headers],
        exception_handlers=HANDLERS,
        request_class=AnyBody,
        openapi_config=None,
        state=State({"database": database, "vault": secrets, "graph": meta, "settings": settings, "limiter": limiter}),
        on_startup=[load_signing_key],
        logging_config=None,
        request_max_body_size=1_000_000,
    )
    app.short_cut = ShortCut(ROUTES, database, secrets, limiter, settings)
    return app
