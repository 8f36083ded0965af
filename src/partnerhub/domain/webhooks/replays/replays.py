"""Beginning, following and cancelling a replay; and a worker's step in one."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.events.log import first_id
from partnerhub.domain.webhooks.replays import chunk_store, store
from partnerhub.domain.webhooks.replays.model import NoSuchReplay, Replay, Status, TooManyReplays
from partnerhub.kit import ids
from partnerhub.kit.problems import BadInput
from partnerhub.kit.words import t

AT_ONCE = 5  # of one partner
CHUNK = 500  # events looked at in one transaction
PAUSE = 0.1  # seconds between two chunks: what is new must not wait for what is old
NEWEST = "rpl_g"  # above every id: they go on in hex


async def create(
    db: Db, partner_id: str, *, since: datetime, until: datetime | None, now: datetime,
    type: str | None = None, status: Status | None = None, endpoint_id: int | None = None,  # noqa: A002
    client_id: str | None = None, channel_id: str | None = None,
) -> Replay:  # fmt: skip
    """Events made from `since` on and before `until`, not after now. Raises TooManyReplays."""
    end = min(until or now, now)
    if end <= since:
        raise BadInput(t("since must be before until, and in the past."), field="since")
    if await store.running(db, partner_id) >= AT_ONCE:
        raise TooManyReplays
    chosen = (type, status, endpoint_id, client_id, channel_id)
    replay_id = ids.prefixed_uuid7("rpl")
    return await store.create(
        db, partner_id, replay_id, since=since, until=end, chosen=chosen, reached=first_id(since), now=now
    )


async def get(db: Db, partner_id: str, replay_id: str) -> Replay:
    """Raises NoSuchReplay."""
    found = await store.find(db, partner_id, replay_id)
    if found is None:
        raise NoSuchReplay
    return found


async def page(db: Db, partner_id: str, *, before: str | None, limit: int) -> list[Replay]:
    """Newest first, older than the replay `before`."""
    return await store.page(db, partner_id, before or NEWEST, limit)


def progress(replay: Replay) -> float:
    """0 to 1: how much of its time has been looked at."""
    if replay.state == "done":
        return 1.0
    reached = int(replay.reached[4:16], 16) / 1000  # an event's id begins with its milliseconds
    span = (replay.until - replay.since).total_seconds()
    return round(min(max((reached - replay.since.timestamp()) / span, 0.0), 1.0), 3)


async def cancel(db: Db, partner_id: str, replay_id: str, now: datetime) -> Replay:
    """What is owed by now is still sent. One that has ended stays as it is. Raises NoSuchReplay."""
    await store.cancel(db, partner_id, replay_id, now)
    return await get(db, partner_id, replay_id)


async def step(db: Db) -> bool:
    """One chunk of one replay, in the caller's transaction; False when none is due."""
    taken = await store.take_next(db)
    if taken is None:
        return False
    partner_id, replay = taken
    reached, counts = await chunk_store.owe(db, partner_id, replay, first_id(replay.until), CHUNK)
    await store.move(db, partner_id, replay.id, reached, counts, PAUSE, done=counts[0] < CHUNK)
    return True
