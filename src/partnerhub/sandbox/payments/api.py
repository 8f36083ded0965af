"""The calls of the provider's API: form in, JSON out, with its keys, errors and idempotency."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Response

from partnerhub.db.pool import Database, Db
from partnerhub.kit import clock
from partnerhub.sandbox.config import Config
from partnerhub.sandbox.payments import intents, store
from partnerhub.sandbox.payments.intents import HIDDEN, Refused
from partnerhub.sandbox.payments.store import Thing
from partnerhub.sandbox.wire.http import AnyRequest

Call = Callable[[Db, Config, dict[str, str]], Awaitable[Thing]]
MOST = 100


async def serve(request: AnyRequest, config: Config, database: Database, call: Call) -> Response[bytes]:
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not secrets.compare_digest(given.encode(), config.payment_key.encode()):
        return _json(401, *_error(Refused(401, "api_key_invalid", "Invalid API Key provided.")))
    form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
    form |= dict(parse_qsl(request.scope["query_string"].decode(), keep_blank_values=True))
    key = request.headers.get("idempotency-key", "")
    async with database.working_write() as db:
        if key and (known := await store.begin(db, key)):
            return _json(known[0], known[1].encode())
        status, body = await _done(db, config, form, call)
        if key:
            await store.answered(db, key, status, body.decode())
    return _json(status, body)


async def _done(db: Db, config: Config, form: dict[str, str], call: Call) -> tuple[int, bytes]:
    try:
        return 200, msgspec.json.encode(_shown(await call(db, config, form)))
    except Refused as refused:
        return refused.status, *_error(refused)


async def make_customer(db: Db, _config: Config, form: dict[str, str]) -> Thing:
    return await store.add(db, "cus", "", {"object": "customer", "name": form.get("name")}, clock.now())


async def make_session(db: Db, config: Config, form: dict[str, str]) -> Thing:
    await known(db, form.get("customer", ""))
    doc = {
        "object": "checkout.session", "mode": "setup", "status": "open", "customer": form["customer"],
        "success_url": form.get("success_url", ""), "cancel_url": form.get("cancel_url", ""), "setup_intent": None,
    }  # fmt: skip
    made = await store.add(db, "cs", form["customer"], doc, clock.now())
    return await store.change(db, made, url=f"{config.url}/payments/checkout/{made['id']}")


async def make_intent(db: Db, config: Config, form: dict[str, str]) -> Thing:
    return await intents.make(db, form, f"{config.url}/payments/confirm", clock.now())


async def list_intents(db: Db, _config: Config, form: dict[str, str]) -> Thing:
    found = await store.of_customer(db, form.get("customer", ""), "pi", MOST)
    return {"object": "list", "data": found, "has_more": False}


def reading(thing_id: str) -> Call:
    async def call(db: Db, _config: Config, _form: dict[str, str]) -> Thing:
        return await known(db, thing_id)

    return call


def cancelling(intent_id: str) -> Call:
    async def call(db: Db, _config: Config, _form: dict[str, str]) -> Thing:
        return await intents.cancel(db, await known(db, intent_id))

    return call


def detaching(method_id: str) -> Call:
    async def call(db: Db, _config: Config, _form: dict[str, str]) -> Thing:
        return await store.change(db, await known(db, method_id), customer=None)

    return call


async def known(db: Db, thing_id: str) -> Thing:
    found = await store.find(db, thing_id)
    if found is None:
        raise Refused(404, "resource_missing", f"No such object: '{thing_id}'")
    return found


def _shown(thing: Thing) -> Any:
    """Without what only the provider knows, at any depth."""
    return {
        name: _shown(value) if isinstance(value, dict) else value for name, value in thing.items() if name != HIDDEN
    }


def _error(refused: Refused) -> tuple[bytes]:
    error: dict[str, Any] = {
        "type": "card_error" if refused.status == 402 else "invalid_request_error",  # noqa: PLR2004
        "code": refused.code, "message": refused.message,
    }  # fmt: skip
    if refused.intent:
        error["payment_intent"] = _shown(refused.intent)
    return (msgspec.json.encode({"error": error}),)


def _json(status: int, body: bytes) -> Response[bytes]:
    return Response(body, status_code=status, media_type="application/json")
