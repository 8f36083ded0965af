"""The provider's addresses: its API below /sandbox/payments/v1, and the two pages for people."""

from typing import Any

from litestar import Response, Router, get, post
from litestar.params import FromPath

from partnerhub.sandbox.given import WithConfig, WithDatabase
from partnerhub.sandbox.payments import api, pages
from partnerhub.sandbox.wire.http import AnyRequest

Answer = Response[bytes]


@post("/v1/customers")
async def make_customer(request: AnyRequest, config: WithConfig, database: WithDatabase) -> Answer:
    return await api.serve(request, config, database, api.make_customer)


@post("/v1/checkout/sessions")
async def make_session(request: AnyRequest, config: WithConfig, database: WithDatabase) -> Answer:
    return await api.serve(request, config, database, api.make_session)


@get("/v1/checkout/sessions/{thing_id:str}")
async def session(request: AnyRequest, config: WithConfig, database: WithDatabase, thing_id: FromPath[str]) -> Answer:
    return await api.serve(request, config, database, api.reading(thing_id))


@post("/v1/payment_methods/{thing_id:str}/detach")
async def detach(request: AnyRequest, config: WithConfig, database: WithDatabase, thing_id: FromPath[str]) -> Answer:
    return await api.serve(request, config, database, api.detaching(thing_id))


@post("/v1/payment_intents")
async def make_intent(request: AnyRequest, config: WithConfig, database: WithDatabase) -> Answer:
    return await api.serve(request, config, database, api.make_intent)


@get("/v1/payment_intents")
async def list_intents(request: AnyRequest, config: WithConfig, database: WithDatabase) -> Answer:
    return await api.serve(request, config, database, api.list_intents)


@get("/v1/payment_intents/{thing_id:str}")
async def intent(request: AnyRequest, config: WithConfig, database: WithDatabase, thing_id: FromPath[str]) -> Answer:
    return await api.serve(request, config, database, api.reading(thing_id))


@post("/v1/payment_intents/{thing_id:str}/cancel")
async def cancel(request: AnyRequest, config: WithConfig, database: WithDatabase, thing_id: FromPath[str]) -> Answer:
    return await api.serve(request, config, database, api.cancelling(thing_id))


@get("/checkout/{thing_id:str}")
async def show_checkout(database: WithDatabase, thing_id: FromPath[str]) -> Response[Any]:
    return await pages.show_checkout(database, thing_id)


@post("/checkout/{thing_id:str}")
async def take_card(request: AnyRequest, database: WithDatabase, thing_id: FromPath[str]) -> Response[Any]:
    return await pages.take_card(database, thing_id, await _form(request))


@get("/confirm/{thing_id:str}")
async def show_confirmation(database: WithDatabase, thing_id: FromPath[str]) -> Response[Any]:
    return await pages.show_confirmation(database, thing_id)


@post("/confirm/{thing_id:str}")
async def confirm(request: AnyRequest, database: WithDatabase, thing_id: FromPath[str]) -> Response[Any]:
    return await pages.confirm(database, thing_id, await _form(request))


async def _form(request: AnyRequest) -> dict[str, str]:
    return {name: str(value) for name, value in (await request.form()).items()}


def router() -> Router:
    calls = [make_customer, make_session, session, detach, make_intent, list_intents, intent, cancel]
    return Router("/sandbox/payments", route_handlers=[*calls, show_checkout, take_card, show_confirmation, confirm])
