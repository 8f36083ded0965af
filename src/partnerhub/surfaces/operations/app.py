"""/healthz, /readyz, /metrics and /docs."""

from collections.abc import Mapping
from typing import Any

import msgspec
import structlog
from litestar import Litestar, Request, Response, get
from litestar.datastructures import State
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from partnerhub import __version__
from partnerhub.db.pool import Database
from partnerhub.surfaces.operations.docs import Described, handlers

log = structlog.get_logger()


class Health(msgspec.Struct):
    status: str
    version: str = __version__
    database: str = "not asked"


@get("/healthz")
async def healthz() -> Health:
    """The process answers."""
    return Health("ok")


@get("/readyz")
async def readyz(request: Request[Any, Any, Any]) -> Response[Health]:
    """The process can do its work: the database answers."""
    try:
        async with request.app.state.database.entering() as db:
            await db.fetchval("SELECT 1")
    except Exception as error:  # noqa: BLE001  whatever it is, we are not ready
        log.warning("not ready", error=repr(error))
        return Response(Health("not ready", database="unreachable"), status_code=503)
    return Response(Health("ready", database="ok"))


@get("/metrics")
async def metrics() -> Response[bytes]:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def create(database: Database, described: Mapping[str, Described], base: str) -> Litestar:
    """`described`: the APIs on /docs, by the address of each one's document. `base`: the address of this installation."""
    return Litestar(
        route_handlers=[healthz, readyz, metrics, *handlers(described, base)],
        openapi_config=None,
        logging_config=None,
        state=State({"database": database}),
    )
