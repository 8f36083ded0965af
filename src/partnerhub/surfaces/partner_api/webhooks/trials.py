"""Test calls: one signed event sent at once, and in plain words what came of it."""

from typing import Any, Literal

import msgspec
from litestar import Request
from litestar.params import FromPath

from partnerhub.db.pool import Db
from partnerhub.domain import channels
from partnerhub.domain.webhooks.endpoints import options, trial
from partnerhub.domain.webhooks.endpoints.advice import advice
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.domain.webhooks.endpoints.store import Endpoint
from partnerhub.domain.webhooks.endpoints.trial import Call
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import Forbidden
from partnerhub.surfaces.partner_api.wire.entrance import Opened, Rows, Secrets
from partnerhub.upstream.receivers.answers import Answer

AnyRequest = Request[Any, Any, Any]


class NotShared(Forbidden):
    """The client does not share this channel with you: its webhook is not yours to test."""

    code = "not_shared"


class WebhookTestOut(msgspec.Struct, kw_only=True):
    """The verdict. `address`: where the name led; null where nothing was connected to, or where that is not public."""

    outcome: Literal["delivered", "failed"]
    advice: str
    status: int | None
    error: str | None
    ms: int
    address: str | None
    answer: str
    event_id: str
    endpoint_id: str
    url: str


async def of_endpoint(request: AnyRequest, rows: Rows, vault: Secrets, endpoint_id: FromPath[str]) -> WebhookTestOut:
    async with rows.writing() as db:
        endpoint = await options.get(db, rows.partner_id, endpoint_id)
        await _may_test(db, rows.partner_id, endpoint)
        call = await _prepared(db, rows, endpoint, vault)
    return await _sent(request, endpoint, call)


async def of_partner(request: AnyRequest, rows: Rows, vault: Secrets) -> WebhookTestOut:
    async with rows.writing() as db:
        endpoint = await trial.own(db, rows.partner_id)
        call = await _prepared(db, rows, endpoint, vault)
    return await _sent(request, endpoint, call)


async def _may_test(db: Db, partner_id: str, endpoint: Endpoint) -> None:
    of_channel = endpoint.kind in {"channel", "destination"}
    if of_channel and not await channels.shared_among(db, partner_id, {endpoint.owner_id}):
        raise NotShared


async def _prepared(db: Db, rows: Opened, endpoint: Endpoint, vault: Vault) -> Call:
    return await trial.make(db, rows.partner_id, endpoint, vault, clock.now())


async def _sent(request: AnyRequest, endpoint: Endpoint, call: Call) -> WebhookTestOut:
    return _out(endpoint, call, await trial.send(call, any_target=request.app.state.settings.any_target))


def _out(endpoint: Endpoint, call: Call, answer: Answer) -> WebhookTestOut:
    return WebhookTestOut(
        outcome="failed" if answer.failure else "delivered",
        advice=str(advice(answer)),
        status=answer.status or None,
        error=answer.failure,
        ms=answer.ms,
        address=answer.address or None,
        answer=answer.body.decode(errors="replace"),
        event_id=call.event_id,
        endpoint_id=name_of(endpoint.id),
        url=call.url,
    )
