"""The daily letters: due at an hour that each user chooses, and never sent twice.

When one is due stands in the user's row, and it is taken, written and posted in one transaction: whichever worker is up does it,
and after a night without any the first one that is.
"""

from datetime import datetime, timedelta

from partnerhub.db.pool import Database, Db
from partnerhub.domain.notifications import people_store, store
from partnerhub.domain.notifications.mailing import Post

PARTNERS = 50
AT_ONCE = 100  # letters a transaction


async def due_digests(database: Database, *, now: datetime) -> list[str]:
    """Partners whose people are to get one."""
    async with database.working() as db:
        return await people_store.due(db, now=now, limit=PARTNERS)


async def send_digests(db: Db, partner_id: str, post: Post | None, *, now: datetime) -> int:
    """Inside the caller's transaction; how many users it was for. What a user has chosen meanwhile counts."""
    user_ids = await people_store.take_due(db, partner_id, now=now, limit=AT_ONCE)
    for user_id in user_ids:
        owed = await store.take_owed(db, partner_id, user_id)
        person = await people_store.find(db, partner_id, user_id)
        if not post or not person:
            continue
        told = [one for one in owed if one.kind in person.choices.daily and one.kind in person.kinds]
        if told:
            await post.daily(db, partner_id, person, told, now=now)
    return len(user_ids)


def next_digest(hour: int, now: datetime) -> datetime:
    """The next time that it is `hour` o'clock, UTC."""
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)
