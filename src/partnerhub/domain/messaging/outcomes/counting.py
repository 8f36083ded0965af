"""From the events that carried statuses to what became of messages, partner by partner."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain.events.log import first_id
from partnerhub.domain.messaging.outcomes import store
from partnerhub.domain.messaging.outcomes.store import Outcome, Taken
from partnerhub.domain.messaging.outcomes.told import FAILED, told_in

PARTNERS, EACH = 10, 500  # in one transaction
# An event's id says when it was made, not when its transaction ended. A statement ends within 15 seconds.
SETTLED = timedelta(seconds=30)


async def count(database: Database, *, now: datetime) -> bool:
    """Once through all partners; whether there is more to count. Does nothing while another worker is at it."""
    until, after, more = first_id(now - SETTLED), "", False
    while True:
        async with database.working_write() as db:
            cursors = await store.cursors(db, after=after, limit=PARTNERS)
            more = await _count(db, cursors, until) or more
        if len(cursors) < PARTNERS:
            return more
        after = cursors[-1].partner_id


async def _count(db: Db, cursors: list[store.Cursor], until: str) -> bool:
    taken = await store.carried(db, cursors, until=until, limit=EACH)
    if not taken:
        return False
    if found := list(merged(outcome for one in taken for outcome in _outcomes(one))):
        await store.add(db, found)
    reached = {one.partner_id: one.event_id for one in taken}  # in order: the last one stays
    await store.move(db, reached)
    return len(taken) >= EACH


def merged(outcomes: Iterable[Outcome]) -> Iterable[Outcome]:
    """One for each message, with the first failure that was told."""
    found: dict[tuple[str, object], Outcome] = {}
    for one in outcomes:
        place = (one.partner_id, one.key)
        before = found.get(place)
        found[place] = one if before is None else _both(before, one)
    return found.values()


def _both(before: Outcome, after: Outcome) -> Outcome:
    failed = before if before.steps & FAILED else after
    return msgspec.structs.replace(before, steps=before.steps | after.steps, code=failed.code, title=failed.title)


def _outcomes(taken: Taken) -> Iterable[Outcome]:
    place = {"partner_id": taken.partner_id, "client_id": taken.client_id, "channel_id": taken.channel_id}
    for told in told_in(taken.body, taken.created_at) if taken.body else ():
        yield Outcome(**place, **msgspec.structs.asdict(told))
