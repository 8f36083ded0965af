"""The sandbox's addresses, all below /sandbox."""

from typing import Any

import structlog
from litestar import HttpMethod, Litestar, Response, Router, get, route
from litestar.di import Provide
from litestar.params import FromPath, FromQuery
from litestar.response import File
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp

from partnerhub.db.pool import Database
from partnerhub.sandbox import handset, payments, switchboard, trial
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.control import routes as control
from partnerhub.sandbox.dialog import routes as dialog
from partnerhub.sandbox.graph import attachments
from partnerhub.sandbox.graph import routes as graph
from partnerhub.sandbox.graph.flows import files as flow_files
from partnerhub.sandbox.pages import STATIC, render
from partnerhub.sandbox.partner import mailbox
from partnerhub.sandbox.partner import routes as partner
from partnerhub.sandbox.wire.entrance import guard
from partnerhub.sandbox.wire.envelope import GraphError
from partnerhub.sandbox.wire.http import MAX_BODY, AnyRequest, refused

log = structlog.get_logger()
EVERY_METHOD = [HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE, HttpMethod.PUT, HttpMethod.PATCH]


def create(database: Database, config: Config) -> ASGIApp:
    """Receives whole paths. `database` is open by the time of the first request."""

    @route(
        [graph.PREFIX, graph.PREFIX + "/{rest:path}"],
        http_method=EVERY_METHOD,
        request_max_body_size=MAX_BODY,
    )
    async def graph_api(request: AnyRequest) -> Response[bytes]:
        return await graph.serve(request, config, database)

    @get("/sandbox/whatsapp_business/attachments")
    async def attachment(request: AnyRequest) -> Response[bytes]:
        return await attachments.serve(request, config, database)

    @get("/sandbox/flows/{flow_id:str}")
    async def flow(flow_id: FromPath[str], token: FromQuery[str] = "") -> Response[bytes]:
        return await flow_files.serve(config, database, flow_id, token)

    @get("/sandbox/pictures/{name:str}")
    async def picture(name: FromPath[str]) -> Response[bytes]:
        return await attachments.picture(database, name)

    @get("/sandbox")
    async def index() -> Response[str]:
        return render("index.html", config=config, calls=control.listing())

    given: dict[str, Any] = {
        "database": Provide(lambda: database, sync_to_thread=False),
        "config": Provide(lambda: config, sync_to_thread=False),
    }
    return Litestar(
        route_handlers=[
            index,
            sdk,
            graph_api,
            attachment,
            picture,
            flow,
            dialog.router(),
            payments.router(),
            partner.back,
            Router("/", guards=[guard(config)], route_handlers=directing()),
            static,
        ],
        dependencies=given,
        exception_handlers={500: of_crash},
        openapi_config=None,
        logging_config=None,
    )


def directing() -> list[Any]:
    """What only those may reach who may direct this Meta."""
    return [
        control.router(),
        handset.router(),
        switchboard.router(),
        partner.router(),
        mailbox.show,
        trial.router(),
    ]


def of_crash(request: AnyRequest, error: Exception) -> Response[bytes]:
    """As Graph says it when it does not know itself."""
    log.error("crash", path=request.url.path, exc_info=error)
    return refused(GraphError(131000), "")


@get("/sandbox/sdk.js")
async def sdk() -> File:
    """Where a page loads https://connect.facebook.net/en_US/sdk.js from Meta."""
    headers = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
    return File(STATIC / "sdk.js", media_type="text/javascript", content_disposition_type="inline", headers=headers)


static = create_static_files_router(path="/sandbox/static", directories=[STATIC])
