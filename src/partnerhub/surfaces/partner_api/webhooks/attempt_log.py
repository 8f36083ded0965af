"""The log of attempts over all events."""

from typing import Annotated, Any, get_args

import msgspec
from litestar.params import QueryParameter

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks import attempt_log
from partnerhub.domain.webhooks.attempt_log import OUTCOMES, Chosen, Logged
from partnerhub.domain.webhooks.endpoints import options
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.kit import clock
from partnerhub.kit.problems import BadInput
from partnerhub.surfaces.partner_api.webhooks.events import CHANNEL, CLIENT, TYPE
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.pages import WORD, Cursor, Paged, word
from partnerhub.upstream.receivers.answers import Failure

PLACE = Cursor("att_[0-9a-f]{32}", "att_0006447f2b3c1d0000000000000004b7")
ERRORS: tuple[str, ...] = get_args(Failure)
ENDPOINT = QueryParameter(description="The webhook endpoint.", schema_extra=WORD | {"examples": ["whe_000000000017"]})
OUTCOME = QueryParameter(
    description="What came of it; `failed`: anything but `delivered`.", schema_extra={"enum": ["", *OUTCOMES]}
)
STATUS = QueryParameter(
    description="The status that came back; 0: none did.",
    schema_extra={"type": "integer", "minimum": 0, "maximum": 999, "examples": [503]},
)
ERROR = QueryParameter(description="Why it failed.", schema_extra={"enum": ["", *ERRORS]})


class WebhookAttemptEndpointOut(msgspec.Struct):
    """Where it went."""

    id: str
    kind: str
    owner_id: str
    name: str | None


class WebhookAttemptOut(msgspec.Struct, kw_only=True):
    """One attempt to deliver one event; `GET …/events/{event_id}/attempts` has the answers."""

    id: str
    at: str
    event_id: str
    type: str
    client_id: str | None
    channel_id: str | None
    endpoint: WebhookAttemptEndpointOut
    attempt: int
    outcome: str
    status: int | None
    error: str | None
    ms: int


class WebhookAttemptsOut(msgspec.Struct):
    """Newest first. `next_cursor` is null on the last page."""

    webhook_attempts: list[WebhookAttemptOut]
    next_cursor: str | None


async def page(
    caller: Who,
    db: Tenant,
    paged: Paged,
    cursor: Annotated[str | None, PLACE.parameter] = None,
    endpoint_id: Annotated[str | None, ENDPOINT] = None,
    client_id: Annotated[str | None, CLIENT] = None,
    channel_id: Annotated[str | None, CHANNEL] = None,
    of_type: Annotated[str | None, TYPE] = None,
    outcome: Annotated[str | None, OUTCOME] = None,
    status: Annotated[str | None, STATUS] = None,
    error: Annotated[str | None, ERROR] = None,
) -> WebhookAttemptsOut:
    chosen = Chosen(
        endpoint_id=await _endpoint(db, caller.partner_id, endpoint_id),
        client_id=word("client_id", client_id),
        channel_id=word("channel_id", channel_id),
        type=word("type", of_type),
        outcome=_one_of("outcome", outcome, OUTCOMES),
        status=_status(status),
        error=_one_of("error", error, ERRORS),
    )
    found = await attempt_log.page(
        db, caller.partner_id, chosen,
        before=PLACE.read(cursor), since=paged.since, until=paged.until, limit=paged.one_more,
    )  # fmt: skip
    found, last = paged.cut(found)
    return WebhookAttemptsOut([_out(one) for one in found], attempt_log.name_of(last) if last else None)


async def _endpoint(db: Db, partner_id: str, given: str | None) -> int | None:
    """Raises NoSuchEndpoint."""
    return (await options.get(db, partner_id, given)).id if given else None


def _one_of(name: str, given: str | None, known: tuple[str, ...]) -> str | None:
    if given and given not in known:
        raise BadInput(f"{name} must be one of {', '.join(known)}.", field=name)
    return given or None


def _status(given: str | None) -> int | None:
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= len("999")):
        raise BadInput("status must be a whole number from 0 to 999.", field="status")
    return int(given)


def _out(one: Logged) -> WebhookAttemptOut:
    shared: dict[str, Any] = {
        name: getattr(one, name)
        for name in ("event_id", "type", "client_id", "channel_id", "attempt", "outcome", "error", "ms")
    }
    return WebhookAttemptOut(
        id=attempt_log.name_of(one),
        at=clock.iso(one.at),
        endpoint=WebhookAttemptEndpointOut(name_of(one.endpoint_id), one.kind, one.owner_id, one.name or None),
        status=one.status or None,
        **shared,
    )
