"""Keys of the sandbox number, kept as their digest; one for each person."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def put(db: Db, customer: str, phone_id: str, digest: str, now: datetime) -> None:
    """A new key ends the one before; the webhook stays."""
    await db.execute(
        """INSERT INTO sandbox.trial_key (customer, phone_id, digest, created_at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (customer) DO UPDATE SET phone_id = excluded.phone_id, digest = excluded.digest,
               created_at = excluded.created_at, sent = 0""",
        customer,
        phone_id,
        digest,
        now,
    )


async def find(db: Db, digest: str) -> Row | None:
    return await db.fetchrow(
        """SELECT k.customer, k.phone_id, k.url, k.sent, p.waba_id
           FROM sandbox.trial_key k JOIN sandbox.phone p ON p.id = k.phone_id WHERE k.digest = $1""",
        digest,
    )


async def set_url(db: Db, customer: str, url: str | None) -> None:
    await db.execute("UPDATE sandbox.trial_key SET url = $2 WHERE customer = $1", customer, url)


async def count(db: Db, customer: str, limit: int) -> bool:
    """One more message; False: there were as many as there may be."""
    counted = await db.fetchval(
        "UPDATE sandbox.trial_key SET sent = sent + 1 WHERE customer = $1 AND sent < $2 RETURNING true", customer, limit
    )
    return counted is not None
