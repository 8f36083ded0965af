"""What of access is of no use any more, of every partner."""

from datetime import datetime, timedelta

from partnerhub.db.pool import Db

KEPT = timedelta(days=1)  # after the end, so that nothing in use is ever hit
ANSWERS_KEPT = timedelta(hours=48)
FAILURES_KEPT = timedelta(days=2)


async def prune(db: Db, *, now: datetime) -> None:
    """For the worker: ended sessions, tokens and links, old answers, rate windows and failed log-ins."""
    await db.execute("DELETE FROM hub_session WHERE expires_at < $1", now - KEPT)
    await db.execute("DELETE FROM refresh_token WHERE expires_at < $1", now - KEPT)
    await db.execute("DELETE FROM user_link WHERE expires_at < $1", now - KEPT)
    await db.execute("DELETE FROM invitation_code WHERE expires_at < $1", now - KEPT)
    await db.execute("DELETE FROM idempotency WHERE created_at < $1", now - ANSWERS_KEPT)
    await db.execute("DELETE FROM rate_window WHERE ends_at < $1", now)
    await db.execute("DELETE FROM login_attempt WHERE last_at < $1", now - FAILURES_KEPT)
