"""`Idempotency-Key` on POST and PATCH: one execution, the same bytes for every repetition, for 48 hours.

Where the handler works in the request's transaction, reservation, change and answer commit together, and parallel
calls wait for the first. Where it calls upstream, the reservation is committed first, and parallel calls get 409.
"""

import hashlib
import inspect
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
from litestar import MediaType, Request, Response

from partnerhub.db.pool import Database, Db
from partnerhub.domain.access import idempotency
from partnerhub.domain.access.idempotency import Answer
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import BadInput, Conflict, Problem
from partnerhub.surfaces.partner_api.wire.noting import REPLAYED

HEADER = "idempotency-key"
REPLAY_HEADER = "Idempotency-Replayed"
LONGEST = 255
ABANDONED_AFTER = timedelta(seconds=60)  # longer than any call upstream may take
AnyRequest = Request[Any, Any, Any]


class OtherBody(Problem):
    """This Idempotency-Key was used with another request."""

    status = 422
    code = "idempotency_key_reused"


class UnderWay(Conflict):
    """A request with this Idempotency-Key is under way. Try again in a moment."""

    code = "idempotency_key_in_use"


def once(serve: Callable[..., Any], status: int) -> Callable[..., Any]:
    """`serve` with repetitions answered from what was kept; its signature gains `request` where it has none."""
    given = inspect.signature(serve)
    in_transaction = "db" in given.parameters

    async def served(**arguments: Any) -> Any:
        request: AnyRequest = arguments["request"] if "request" in given.parameters else arguments.pop("request")
        key = _key(request)
        if key is None:
            return await serve(**arguments)
        call = _Call(
            key,
            await _fingerprint(request),
            request.scope["state"]["caller"].partner_id,
            status,
            request.app.state.vault,
        )
        where = arguments["db"] if in_transaction else request.app.state.database
        answer = await (call.within if in_transaction else call.around)(where, serve, arguments)
        request.scope["state"][REPLAYED] = REPLAY_HEADER in answer.headers
        return answer

    return _with_request(serve, served, given)


class _Call(msgspec.Struct, frozen=True):
    key: str
    fingerprint: bytes
    partner_id: str
    status: int
    vault: Vault

    async def within(self, db: Db, serve: Callable[..., Any], arguments: dict[str, Any]) -> Any:
        reserved_at = clock.now()
        if not await self._reserve(db, reserved_at):
            return self._replay(await idempotency.find(db, self.partner_id, self.key))
        status, body = _encoded(await serve(**arguments), self.status)
        await idempotency.keep(db, self.partner_id, self.key, reserved_at, status, self._sealed(body))
        return _answer(status, body)

    async def around(self, database: Database, serve: Callable[..., Any], arguments: dict[str, Any]) -> Any:
        reserved_at = clock.now()
        async with database.writing(self.partner_id) as db:
            if not await self._reserve(db, reserved_at):
                return self._replay(await idempotency.find(db, self.partner_id, self.key))
        try:
            status, body = _encoded(await serve(**arguments), self.status)
        except BaseException:
            async with database.writing(self.partner_id) as db:
                await idempotency.give_up(db, self.partner_id, self.key, reserved_at)
            raise
        async with database.writing(self.partner_id) as db:
            await idempotency.keep(db, self.partner_id, self.key, reserved_at, status, self._sealed(body))
        return _answer(status, body)

    def _sealed(self, body: bytes) -> bytes:
        """An answer may hold a secret that is shown once."""
        return self.vault.seal(body.decode())

    async def _reserve(self, db: Db, now: datetime) -> bool:
        return await idempotency.reserve(
            db, self.partner_id, self.key, self.fingerprint, now=now, stale=now - ABANDONED_AFTER
        )

    def _replay(self, kept: Answer | None) -> Response[Any]:
        if kept is not None and kept.fingerprint != self.fingerprint:
            raise OtherBody(field="Idempotency-Key")
        if kept is None or kept.status is None:
            raise UnderWay
        return _answer(kept.status, self.vault.unseal(kept.body or b"").encode(), {REPLAY_HEADER: "true"})


def _key(request: AnyRequest) -> str | None:
    key = request.headers.get(HEADER)
    if key is not None and not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable()):
        raise BadInput(f"Idempotency-Key must have 1 to {LONGEST} printable characters.", field="Idempotency-Key")
    return key


async def _fingerprint(request: AnyRequest) -> bytes:
    """A form with a file has a new boundary each time it is sent: that makes it no other request."""
    path, body = f"{request.method} {request.url.path}?{request.url.query}\n", await request.body()
    if boundary := request.content_type[1].get("boundary"):
        body = body.replace(boundary.encode(), b"")
    return hashlib.sha256(path.encode() + body).digest()


def _encoded(result: Any, status: int) -> tuple[int, bytes]:
    if isinstance(result, Response):
        return result.status_code or status, msgspec.json.encode(result.content)
    return status, msgspec.json.encode(result)


def _answer(status: int, body: bytes, headers: dict[str, str] | None = None) -> Response[Any]:
    return Response(msgspec.Raw(body), status_code=status, media_type=MediaType.JSON, headers=headers)


def _with_request(serve: Callable[..., Any], served: Any, given: inspect.Signature) -> Callable[..., Any]:
    parameters = list(given.parameters.values())
    if "request" not in given.parameters:
        parameters.insert(
            0, inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=AnyRequest)
        )
    served.__signature__ = given.replace(parameters=parameters)
    served.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": given.return_annotation}
    served.__name__, served.__qualname__, served.__module__ = serve.__name__, serve.__qualname__, serve.__module__
    served.__doc__ = serve.__doc__
    return served
