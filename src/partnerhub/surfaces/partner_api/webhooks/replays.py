"""Many events sent once more: begun, followed, cancelled."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from litestar.params import FromPath, JSONBody

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks import replays
from partnerhub.domain.webhooks.endpoints import options
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.domain.webhooks.replays import Replay
from partnerhub.kit import clock
from partnerhub.surfaces.partner_api.wire.entrance import Tenant, Who
from partnerhub.surfaces.partner_api.wire.openapi.telling import told
from partnerhub.surfaces.partner_api.wire.pages import WORD, Cursor, Paged, word

PLACE = Cursor("rpl_[0-9a-f]{32}", "rpl_01928f0c7d2e7a4b8c1d2e3f4a5b6c7d")
Status = Literal["delivered", "waiting", "exhausted", "dead", "no_endpoint"]
Word = Annotated[str, told(**WORD)]


class ReplayIn(msgspec.Struct, kw_only=True):
    """Which events: all that were made from `since` on and before `until`, and that every filter lets through."""

    since: datetime
    until: datetime | None = None
    type: Word | None = None
    status: Status | None = None
    endpoint_id: Word | None = None
    client_id: Word | None = None
    channel_id: Word | None = None


class ReplayOut(msgspec.Struct, kw_only=True):
    """A replay and how far it has come."""

    id: str
    state: Literal["running", "done", "cancelled"]
    since: str
    until: str
    type: str | None
    status: Status | None
    endpoint_id: str | None
    client_id: str | None
    channel_id: str | None
    progress: float
    looked_at: int
    owed: int
    owed_already: int
    without_endpoint: int
    created_at: str
    finished_at: str | None


class ReplaysOut(msgspec.Struct):
    """Newest first."""

    replays: list[ReplayOut]
    next_cursor: str | None


async def page(
    caller: Who, db: Tenant, paged: Paged, cursor: Annotated[str | None, PLACE.parameter] = None
) -> ReplaysOut:
    found = await replays.page(db, caller.partner_id, before=PLACE.read(cursor), limit=paged.one_more)
    found, last = paged.cut(found)
    return ReplaysOut([_out(one) for one in found], last.id if last else None)


async def create(caller: Who, db: Tenant, data: JSONBody[ReplayIn]) -> ReplayOut:
    named = {name: word(name, getattr(data, name)) for name in ("type", "client_id", "channel_id")}
    made = await replays.create(
        db, caller.partner_id, since=clock.utc(data.since), until=clock.utc(data.until) if data.until else None,
        status=data.status, endpoint_id=await _endpoint(db, caller.partner_id, data.endpoint_id), now=clock.now(), **named,
    )  # fmt: skip
    return _out(made)


async def read(caller: Who, db: Tenant, replay_id: FromPath[str]) -> ReplayOut:
    return _out(await replays.get(db, caller.partner_id, replay_id))


async def cancel(caller: Who, db: Tenant, replay_id: FromPath[str]) -> ReplayOut:
    """What is owed by now is still sent. Cancelling again changes nothing."""
    return _out(await replays.cancel(db, caller.partner_id, replay_id, clock.now()))


async def _endpoint(db: Db, partner_id: str, given: str | None) -> int | None:
    """Raises NoSuchEndpoint."""
    return (await options.get(db, partner_id, given)).id if given else None


def _out(replay: Replay) -> ReplayOut:
    return ReplayOut(
        id=replay.id,
        state=replay.state,
        since=clock.iso(replay.since),
        until=clock.iso(replay.until),
        type=replay.type,
        status=replay.status,
        endpoint_id=name_of(replay.endpoint_id) if replay.endpoint_id else None,
        client_id=replay.client_id,
        channel_id=replay.channel_id,
        progress=replays.progress(replay),
        looked_at=replay.looked_at,
        owed=replay.owed,
        owed_already=replay.owed_already,
        without_endpoint=replay.without_endpoint,
        created_at=clock.iso(replay.created_at),
        finished_at=clock.iso(replay.finished_at) if replay.finished_at else None,
    )
