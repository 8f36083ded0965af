"""Making notices of events, with the letters that go at once: the worker's part, a partner a transaction."""

from collections.abc import Iterable
from datetime import datetime

import msgspec
import structlog
from msgspec import ValidationError

from partnerhub.db.pool import Database, Db
from partnerhub.domain import clients
from partnerhub.domain.events import Event
from partnerhub.domain.notifications import people_store, store
from partnerhub.domain.notifications.digests import next_digest
from partnerhub.domain.notifications.kinds import KINDS
from partnerhub.domain.notifications.mailing import Post
from partnerhub.domain.notifications.notice import Notice, facts_of
from partnerhub.domain.notifications.people_store import Person
from partnerhub.domain.notifications.sayings import say
from partnerhub.domain.notifications.worded import OWN
from partnerhub.kit import ids

AT_ONCE = 200  # events; those of one change are in one letter
PARTNERS = 50

log = structlog.get_logger("notifications")


async def partners_to_tell(database: Database) -> list[str]:
    async with database.working() as db:
        return await store.untold(db, limit=PARTNERS)


async def make(db: Db, partner_id: str, post: Post | None, *, now: datetime) -> int:
    """Notices of the partner's oldest events, inside the caller's transaction; how many events there were.

    `post` None: this installation sends no mail.
    """
    events = await store.take(db, partner_id, limit=AT_ONCE)
    made = [await _named(db, partner_id, notice) for event in events if (notice := _notice(event))]
    await store.add(db, partner_id, [(one, _client_sees(one)) for one in made])
    if post and made:
        for person in await people_store.concerned(db, partner_id, {one.client_id for one in made if one.client_id}):
            await _mail(db, partner_id, person, made, post, now)
    return len(events)


def _notice(event: Event) -> Notice | None:
    try:
        facts = facts_of(event.body, event.channel_id)
    except ValidationError:  # no reason to keep the others from being told
        log.exception("event_unreadable", event_id=event.id)
        return None
    saying = say(event.type, facts)
    return saying and Notice(
        id=ids.prefixed_uuid7("ntc"),
        event_id=event.id,
        type=event.type,
        kind=saying.kind,
        client_id=event.client_id,
        facts=facts,
        created_at=event.created_at,
    )


async def _named(db: Db, partner_id: str, notice: Notice) -> Notice:
    """With whose it is, where the event has no more of a client than its id: money may be the partner's own."""
    if "client" in notice.facts or notice.kind not in {"funds", "invoices", "onboarding"}:
        return notice
    client_id = notice.client_id
    name = await clients.get_name(db, partner_id, client_id) if client_id else str(OWN)
    return msgspec.structs.replace(notice, facts=notice.facts | {"client": name})


async def _mail(db: Db, partner_id: str, person: Person, made: Iterable[Notice], post: Post, now: datetime) -> None:
    heard = [one for one in made if person.hears(one.kind, one.client_id, client_sees=_client_sees(one))]
    if at_once := [one for one in heard if one.kind in person.choices.at_once]:
        await post.at_once(db, partner_id, person, at_once, now=now)
    if daily := [one.id for one in heard if one.kind in person.choices.daily]:
        await store.owe(db, partner_id, person.id, daily)
        await people_store.fall_due(db, partner_id, person.id, next_digest(person.choices.digest_hour, now))


def _client_sees(notice: Notice) -> bool:
    return KINDS[notice.kind].client and notice.client_id is not None
