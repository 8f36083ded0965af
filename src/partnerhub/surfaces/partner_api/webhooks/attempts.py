"""What came of an event: the attempts to deliver it, and what is still owed or was given up."""

import msgspec
from litestar.params import FromPath

from partnerhub.db.pool import one_moment
from partnerhub.domain import channels, events, webhooks
from partnerhub.domain.webhooks import Attempt, Owed
from partnerhub.kit import clock
from partnerhub.surfaces.partner_api.wire.entrance import Secrets, Tenant, Who


class EndpointOut(msgspec.Struct):
    """`kind`: `partner`, `waba`, `channel` or `destination` (a further one of the channel, by its `name`); `owner_id`: its id."""

    kind: str
    owner_id: str
    name: str | msgspec.UnsetType = msgspec.UNSET


class AttemptOut(msgspec.Struct, kw_only=True):
    """`outcome`: delivered, retrying, parked, exhausted (the receiver's fault) or dead (ours). `status`: null without an answer.

    `error`: dns, connect, blocked, tls, timeout, broken, status, redirect or ours. `answer`: its first 16 KiB, secrets masked;
    null where the client does not share the channel with the partner.
    """

    at: str
    attempt: int
    endpoint: EndpointOut
    outcome: str
    status: int | None
    error: str | None
    ms: int
    answer: str | None


class DeliveryOut(msgspec.Struct, kw_only=True):
    """`state`: `waiting` until `next_at`, or `exhausted` or `dead`, given up."""

    endpoint: EndpointOut
    state: str
    attempts: int
    next_at: str | None


class AttemptsOut(msgspec.Struct):
    """Oldest first; `deliveries` are those that did not arrive yet, or never will."""

    attempts: list[AttemptOut]
    deliveries: list[DeliveryOut]


async def page(caller: Who, db: Tenant, vault: Secrets, event_id: FromPath[str]) -> AttemptsOut:
    """All of one moment: a delivery that is owed no more has its last attempt among those shown."""
    async with one_moment(db):
        event = await events.get(db, caller.partner_id, event_id)
        may_read = event.id in await channels.readable(db, caller.partner_id, [event])
        made = await webhooks.attempts(db, caller.partner_id, event, vault)
        owed = await webhooks.owed(db, caller.partner_id, event)
    return AttemptsOut([_attempt(one, readable=may_read) for one in made], [_delivery(one) for one in owed])


def _attempt(attempt: Attempt, *, readable: bool) -> AttemptOut:
    return AttemptOut(
        at=clock.iso(attempt.at),
        attempt=attempt.attempt,
        endpoint=EndpointOut(attempt.kind, attempt.owner_id, attempt.name or msgspec.UNSET),
        outcome=attempt.outcome,
        status=attempt.status or None,
        error=attempt.error,
        ms=attempt.ms,
        answer=attempt.answer.decode(errors="replace") if readable else None,
    )


def _delivery(owed: Owed) -> DeliveryOut:
    return DeliveryOut(
        endpoint=EndpointOut(owed.kind, owed.owner_id, owed.name or msgspec.UNSET),
        state=owed.fault or "waiting",
        attempts=owed.attempts,
        next_at=clock.iso(owed.next_at) if owed.next_at else None,
    )
