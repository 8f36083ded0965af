"""`/sandbox/partner/hook/{name}` keeps what is POSTed to it; `/sandbox/partner/back` is where onboarding ends."""

from typing import Any

import msgspec
from litestar import MediaType, Request, Response, Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from partnerhub.db.pool import Database
from partnerhub.kit import clock
from partnerhub.sandbox.pages import render
from partnerhub.sandbox.store import received

PREFIX = "/sandbox/partner"
HOOKS = ["/hook", "/hook/{name:str}"]
KEPT = 200  # of one name
SHOWN = 50
ALL = "all"
HEADERS = (
    "content-type",
    "user-agent",
    "x-360dialog-signature",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
)
WithDatabase = NamedDependency[SkipValidation[Database]]


@post(HOOKS, status_code=200, media_type=MediaType.TEXT)
async def take(request: Request[Any, Any, Any], database: WithDatabase, name: FromPath[str] = ALL) -> str:
    """Keep a webhook."""
    headers = {key: value for key, value in request.headers.items() if key in HEADERS or key.startswith("x-")}
    body = (await request.body()).decode(errors="replace")
    async with database.working_write() as db:
        await received.add(db, name, msgspec.json.encode(headers).decode(), body.replace("\0", ""), clock.now())
        await received.forget_old(db, name, KEPT)
    return ""


@get(HOOKS)
async def show(database: WithDatabase, name: FromPath[str] = ALL) -> list[dict[str, Any]]:
    """The last webhooks kept, newest first."""
    async with database.working() as db:
        rows = await received.latest(db, name, SHOWN)
    return [
        {
            "received_at": clock.iso(row["received_at"]),
            "headers": msgspec.json.decode(row["headers"]),
            "body": _decoded(row["body"]),
        }
        for row in rows
    ]


@delete(HOOKS)
async def clear(database: WithDatabase, name: FromPath[str] = ALL) -> None:
    """Forget the webhooks kept."""
    async with database.working() as db:
        await received.forget_old(db, name, 0)


@get(PREFIX + "/back")
async def back(request: Request[Any, Any, Any]) -> Response[str]:
    """Where a client lands after onboarding."""
    return render("partner.html", given=list(request.query_params.multi_items()))


def router() -> Router:
    return Router(path=PREFIX, route_handlers=[take, show, clear])


def _decoded(body: str) -> Any:
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError:
        return body
