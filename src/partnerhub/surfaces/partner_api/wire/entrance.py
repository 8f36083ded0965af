"""The way in (contract partner-api §1): a key or a token proves the caller, and the path must name the caller's partner.

It stands before the body is read, so that a stranger learns nothing of what a body should look like.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Any

import msgspec
from litestar.connection import ASGIConnection, Request
from litestar.di import NamedDependency
from litestar.handlers import BaseRouteHandler
from litestar.params import SkipValidation

from partnerhub.db.pool import Database, Db
from partnerhub.domain.access import keys, tokens
from partnerhub.domain.access.caller import Caller
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Forbidden, Unauthorized
from partnerhub.surfaces.partner_api.wire.limits import DEFAULT, STRANGER, Limiter, spend
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
PUBLIC, SCOPE, LIMITS = "public", "scope", "limits"  # what a route says of itself


class OtherPartner(Forbidden):
    """Permission denied for this partner."""

    code = "other_partner"


class MissingScope(Forbidden):
    """This API key does not have the scope for this."""

    code = "missing_scope"


async def require_partner(connection: Connection, handler: BaseRouteHandler) -> None:
    """A guard of every route but the public ones."""
    limiter: Limiter = connection.app.state.limiter
    address = connection.client.host if connection.client else ""
    found = None if handler.opt.get(PUBLIC) else await _authenticate(connection, address)
    if found is None:
        await spend(limiter, connection.scope, "", STRANGER, address)
        if handler.opt.get(PUBLIC):
            return
        raise Unauthorized
    for policy in (DEFAULT, *handler.opt[LIMITS]):
        subject = "/".join(str(connection.path_params[name]) for name in policy.by)
        await spend(limiter, connection.scope, found.partner_id, policy, subject)
    if connection.path_params.get("partner_id", found.partner_id) != found.partner_id:
        raise OtherPartner
    if not found.may(handler.opt[SCOPE]):
        raise MissingScope(f"This API key does not have the scope {handler.opt[SCOPE]}.")
    connection.scope["state"]["caller"] = found


async def caller(request: Request[Any, Any, Any]) -> Caller:
    """Whoever the guard let in."""
    return request.scope["state"]["caller"]


async def db(request: Request[Any, Any, Any], caller: Who) -> AsyncIterator[Db]:
    """A connection that acts for the caller's partner; for unsafe methods one transaction around the handler."""
    database: Database = request.app.state.database
    opened = database.reading if request.method in SAFE else database.writing
    async with opened(caller.partner_id) as connection:
        yield connection


async def rows(request: Request[Any, Any, Any], caller: Who) -> Opened:
    return Opened(request.app.state.database, caller.partner_id)


async def graph(request: Request[Any, Any, Any]) -> Graph:
    return request.app.state.graph


async def vault(request: Request[Any, Any, Any]) -> Vault:
    return request.app.state.vault


async def _authenticate(connection: Connection, address: str) -> Caller | None:
    database: Database = connection.app.state.database
    vault: Vault = connection.app.state.vault
    scheme, _, bearer = connection.headers.get("authorization", "").strip().partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else ""
    async with database.entering() as db:
        # Partner keys are also met as D360-API-KEY and as Bearer in existing integrations (contract §1.2).
        for secret in (connection.headers.get("x-api-key", ""), connection.headers.get("d360-api-key", ""), token):
            if secret and (found := await keys.enter(db, vault, secret.strip(), address=address or None)):
                return found
        return await tokens.enter(db, connection.app.state.signing_key, token) if token else None
