"""Failed log-ins: each locks its subject for twice as long as the one before, from a second to a quarter of an hour.

The subject is an e-mail (hashed with a key; unknown e-mails count as known ones do), or a browser in which that
person logged in before. No statement names a tenant: before log-in there is none.
"""

from datetime import datetime, timedelta
from math import ceil

from partnerhub.db.pool import Db
from partnerhub.kit.crypto import Vault, hmac_sha256_hex
from partnerhub.kit.words import tn

LONGEST = 900  # seconds
FORGOTTEN_AFTER = timedelta(days=1)


def subject(vault: Vault, email: str, device: str = "") -> str:
    return hmac_sha256_hex(vault.derive("log-in attempts"), f"{email.strip().lower()}\n{device}".encode())


def lock_after(failures: int) -> timedelta:
    return timedelta(seconds=min(2 ** min(failures - 1, 10), LONGEST))


def in_words(seconds: int) -> str:
    if seconds < 60:  # noqa: PLR2004
        return tn("{count} second", "{count} seconds", seconds)
    return tn("{count} minute", "{count} minutes", ceil(seconds / 60))


async def seconds_locked(db: Db, subject: str, *, now: datetime) -> int:
    """0 when the subject may try."""
    until = await db.fetchval(
        "SELECT locked_until FROM login_attempt WHERE subject = $1 AND locked_until > $2", subject, now
    )
    return ceil((until - now).total_seconds()) if until else 0


async def failed(db: Db, subject: str, *, now: datetime) -> None:
    """Count one failure and lock; a day without failures starts the count anew."""
    failures = await db.fetchval(
        "INSERT INTO login_attempt AS a (subject, failures, last_at) VALUES ($1, 1, $2)"
        " ON CONFLICT (subject) DO UPDATE SET last_at = $2,"
        " failures = CASE WHEN a.last_at < $3 THEN 1 ELSE a.failures + 1 END RETURNING failures",
        subject, now, now - FORGOTTEN_AFTER,
    )  # fmt: skip
    await db.execute(
        "UPDATE login_attempt SET locked_until = $2 WHERE subject = $1 AND failures = $3",  # a later one locks for longer
        subject, now + lock_after(failures), failures,
    )  # fmt: skip


async def forget(db: Db, subject: str) -> None:
    """The subject proved who it is."""
    await db.execute("DELETE FROM login_attempt WHERE subject = $1", subject)
