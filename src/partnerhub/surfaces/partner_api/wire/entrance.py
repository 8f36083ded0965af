"""The way in (contract partner-api §1): a key or a token proves the caller, and the path must name the caller's partner.

It stands before the body is read, so that a stranger learns nothing of what a body should look like.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from functools import partial
from typing import Any, NamedTuple

import msgspec
from litestar.connection import ASGIConnection, Request
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import SkipValidation
from litestar.types import ASGIApp, Receive, Send

from partnerhub.db.pool import Database, Db
from partnerhub.domain.access import keys, tokens
from partnerhub.domain.access.caller import Caller
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Forbidden, Unauthorized
from partnerhub.surfaces.partner_api.wire.limits import DEFAULT, STRANGER, spend
from partnerhub.surfaces.partner_api.wire.noting import note, note_changes
from partnerhub.upstream.graph import Graph


class Opened(msgspec.Struct, frozen=True):
    """The rows of the caller's partner, for a handler that asks Meta between looking and writing: no transaction spans a call."""

    database: Database
    partner_id: str

    def reading(self) -> AbstractAsyncContextManager[Db]:
        return self.database.reading(self.partner_id)

    def writing(self) -> AbstractAsyncContextManager[Db]:
        return self.database.writing(self.partner_id)


Who = NamedDependency[SkipValidation[Caller]]
Tenant = NamedDependency[SkipValidation[Db]]
Rows = NamedDependency[SkipValidation[Opened]]
Upstream = NamedDependency[SkipValidation[Graph]]
Secrets = NamedDependency[SkipValidation[Vault]]
Connection = ASGIConnection[Any, Any, Any, Any]
SAFE = {"GET", "HEAD", "OPTIONS"}
HELD = "held"
PUBLIC, SCOPE, LIMITS, READS = "public", "scope", "limits", "reads"  # what a route says of itself; public: its policy


class Held(NamedTuple):
    """A connection between the guard and the handler."""

    db: Db
    stack: AsyncExitStack


class OtherPartner(Forbidden):
    """Permission denied for this partner."""

    code = "other_partner"


class MissingScope(Forbidden):
    """This API key, or the role of this user, does not have the scope for this."""

    code = "missing_scope"


async def require_partner(connection: Connection, handler: BaseRouteHandler) -> None:
    """A guard of every route but the public ones.

    A read goes on with the connection that let the caller in: one round trip less, and no body to wait for with it.
    """
    address = connection.client.host if connection.client else ""
    if handler.opt.get(PUBLIC):
        await spend(connection, None, "", handler.opt[PUBLIC], address)
        return
    async with AsyncExitStack() as stack:
        try:
            found, db = await _authenticate(connection, stack, address)
        except (Unauthorized, keys.WrongAddress):
            await spend(connection, None, "", STRANGER, address)
            raise
        await _admit(connection, handler, found, db)
        if db is not None and handler.opt[READS]:
            connection.scope[HELD] = Held(db, stack.pop_all())  # pyright: ignore[reportGeneralTypeIssues]


async def _admit(connection: Connection, handler: BaseRouteHandler, found: Caller, db: Db | None) -> None:
    for policy in (DEFAULT, *handler.opt[LIMITS]):
        subject = "/".join(str(connection.path_params[name]) for name in policy.by)
        await spend(connection, db, found.partner_id, policy, subject)
    if connection.path_params.get("partner_id", found.partner_id) != found.partner_id:
        raise OtherPartner
    if not found.may(handler.opt[SCOPE]):
        whose = "Your role" if found.actor.startswith("user:") else "This API key"
        raise MissingScope(f"{whose} does not have the scope {handler.opt[SCOPE]}.")
    connection.scope["state"]["caller"] = found


async def caller(request: Request[Any, Any, Any]) -> Caller:
    """Whoever the guard let in."""
    return request.scope["state"]["caller"]


async def db(request: Request[Any, Any, Any], caller: Who) -> AsyncIterator[Db]:
    """A connection that acts for the caller's partner; for unsafe methods one transaction around the handler."""
    scope: Any = request.scope
    held: Held | None = scope.pop(HELD, None)
    if held is not None:
        async with held.stack:
            yield held.db
        return
    database: Database = request.app.state.database
    opened = database.reading if request.method in SAFE else database.writing
    async with opened(caller.partner_id) as connection:
        yield connection
        if request.method not in SAFE:  # not reached when the handler raised
            await note(request, caller, connection)


def release(app: ASGIApp) -> ASGIApp:
    """A middleware that gives back a connection that no handler came to use, because the request was refused before."""

    async def released(scope: Any, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        finally:
            if held := scope.pop(HELD, None):
                await held.stack.aclose()

    return released


async def rows(request: Request[Any, Any, Any], caller: Who) -> AsyncIterator[Opened]:
    database: Database = request.app.state.database
    if request.method in SAFE:
        yield Opened(database, caller.partner_id)
        return
    yield Opened(database.ending_with(partial(note_changes, request, caller)), caller.partner_id)
    async with database.writing(caller.partner_id) as connection:
        await note(request, caller, connection)


async def graph(request: Request[Any, Any, Any]) -> Graph:
    return request.app.state.graph


async def vault(request: Request[Any, Any, Any]) -> Vault:
    return request.app.state.vault


async def _authenticate(connection: Connection, stack: AsyncExitStack, address: str) -> tuple[Caller, Db | None]:
    """The caller, and the connection that let it in, which `stack` gives back. Raises Unauthorized, WrongAddress."""
    database: Database = connection.app.state.database
    vault: Vault = connection.app.state.vault
    scheme, _, bearer = connection.headers.get("authorization", "").strip().partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else ""
    # Partner keys are also met as D360-API-KEY and as Bearer in existing integrations (contract §1.2).
    for secret in (connection.headers.get("x-api-key", ""), connection.headers.get("d360-api-key", ""), token):
        async with AsyncExitStack() as tried:
            entered = keys.entered(database, vault, secret.strip(), address=address or None)
            if secret and (found := await tried.enter_async_context(entered)):
                stack.push_async_exit(tried.pop_all())
                return found.caller, found.db
    if token:
        async with database.entering() as db:
            found = await tokens.enter(db, connection.app.state.signing_key, token)
        if found:
            return found, None
    raise Unauthorized
