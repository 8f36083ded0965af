"""The log of events: what happened, whether it was delivered, and sending it once more."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar.params import FromPath, QueryParameter

from partnerhub.db.pool import Db
from partnerhub.domain import channels, events, webhooks
from partnerhub.domain.events import Event
from partnerhub.kit import clock
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.errors import Done, done
from partnerhub.surfaces.partner_api.wire.pages import WORD, Cursor, Paged, word

PLACE = Cursor("evt_[0-9a-f]{32}", "evt_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d")
TYPE = QueryParameter(
    name="type", description="The event's name.", schema_extra=WORD | {"examples": ["channel_live", "messages"]}
)
CLIENT = QueryParameter(description="The client it is about.", schema_extra=WORD | {"examples": ["4rkmNKGkCL"]})
CHANNEL = QueryParameter(description="The channel it is about.", schema_extra=WORD | {"examples": ["erJ4aKCH"]})


class EventOut(msgspec.Struct, kw_only=True):
    """`audience`: `partner`, or `channel` for what Meta sent for a number.

    `body` is what receivers get. It is null where the client does not share the channel with the partner.
    """

    id: str
    type: str
    audience: str
    client_id: str | None
    waba_id: str | None
    channel_id: str | None
    created_at: str
    body: Any


class EventsOut(msgspec.Struct):
    """`next_cursor` is null on the last page."""

    events: list[EventOut]
    next_cursor: str | None


async def page(
    caller: Who,
    db: Tenant,
    paged: Paged,
    cursor: Annotated[str | None, PLACE.parameter] = None,
    of_type: Annotated[str | None, TYPE] = None,
    client_id: Annotated[str | None, CLIENT] = None,
    channel_id: Annotated[str | None, CHANNEL] = None,
) -> EventsOut:
    given = {"type": of_type, "client_id": client_id, "channel_id": channel_id}
    filters = {name: word(name, value) for name, value in given.items()}
    found = await events.page(
        db, caller.partner_id,
        before=PLACE.read(cursor), since=paged.since, until=paged.until, limit=paged.one_more, filters=filters,
    )  # fmt: skip
    found, last = paged.cut(found)
    return EventsOut(await _shown(db, caller.partner_id, found), last.id if last else None)


async def read(caller: Who, db: Tenant, event_id: FromPath[str]) -> EventOut:
    return (await _shown(db, caller.partner_id, [await events.get(db, caller.partner_id, event_id)]))[0]


async def replay(caller: Who, db: Tenant, event_id: FromPath[str]) -> Done:
    await webhooks.replay(db, caller.partner_id, await events.get(db, caller.partner_id, event_id))
    return done("The event will be sent again", 202)


async def _shown(db: Db, partner_id: str, found: Sequence[Event]) -> list[EventOut]:
    may_read = await channels.readable(db, partner_id, found)
    return [_event(one, readable=one.id in may_read) for one in found]


def _event(event: Event, *, readable: bool) -> EventOut:
    return EventOut(
        id=event.id,
        type=event.type,
        audience=event.audience,
        client_id=event.client_id,
        waba_id=event.waba_id,
        channel_id=event.channel_id,
        created_at=clock.iso(event.created_at),
        body=_as_sent(event.body) if readable else None,
    )


def _as_sent(body: bytes) -> Any:
    """The very bytes: a signature is of them."""
    try:
        return msgspec.json.decode(body, type=msgspec.Raw)
    except msgspec.DecodeError:
        return body.decode(errors="replace")
