"""What a user wants to be told of, and how."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.notifications import people_store
from partnerhub.domain.notifications.digests import next_digest
from partnerhub.domain.notifications.kinds import USUAL, Choices


async def choices_of(db: Db, partner_id: str, user_id: str) -> tuple[Choices, datetime | None]:
    """With when the next daily letter goes, if there is something to tell."""
    person = await people_store.find(db, partner_id, user_id)
    return person.choices if person else USUAL, await people_store.digest_at(db, partner_id, user_id)


async def choose(db: Db, partner_id: str, user_id: str, choices: Choices, *, now: datetime) -> None:
    await people_store.choose(db, partner_id, user_id, choices)
    await people_store.postpone(db, partner_id, user_id, next_digest(choices.digest_hour, now))
