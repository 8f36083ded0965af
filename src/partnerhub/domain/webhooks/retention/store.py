"""Old events and attempts, of every partner: a partition of events is a week, one of attempts a day."""

from datetime import datetime

from partnerhub.db.pool import Db

# A week that begins before this moment may still be there: an event that is left is not forgotten.
GONE = """
WHERE event_id < first_event_id($1) AND NOT EXISTS (
    SELECT 1 FROM event e WHERE e.partner_id = d.partner_id AND e.id = d.event_id)
"""
FORGET_OWED = f"DELETE FROM delivery d {GONE}"
FORGET_FAILED = f"DELETE FROM failed_delivery d {GONE}"


async def drop_events(db: Db, before: datetime) -> list[str]:
    """Of every partner: weeks that end before; the names of their tables."""
    return await db.fetchval("SELECT drop_partitions('event', 7, $1)", before)


async def drop_attempts(db: Db, before: datetime) -> list[str]:
    """Of every partner: days that end before; the names of their tables."""
    return await db.fetchval("SELECT drop_partitions('attempt', 1, $1)", before)


async def forget_owed(db: Db, before: datetime) -> None:
    """Of every partner: what cannot be sent any more, for its event is gone; and replays that ended then.

    Nothing is claimed meanwhile: what is as old as this waits for an endpoint that is disabled, or has no URL.
    """
    await db.execute(FORGET_OWED, before)
    await db.execute(FORGET_FAILED, before)
    await db.execute("DELETE FROM replay WHERE finished_at < $1", before)
