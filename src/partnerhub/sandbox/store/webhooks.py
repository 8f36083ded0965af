"""Webhooks that the app is owed, and those it got."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

SHOWN = """id, waba_id, phone_id, field, url, created_at, next_at, attempt, settled_at, last_status, last_error,
           convert_from(body, 'UTF8') AS body"""


async def targets(db: Db, waba_id: str, phone_id: str | None) -> Row | None:
    """The overrides in force for a WABA the app is subscribed to; None: it is not."""
    return await db.fetchrow(
        """SELECT p.override_uri AS phone_uri, s.override_uri AS waba_uri
           FROM sandbox.subscription s LEFT JOIN sandbox.phone p ON p.id = $2
           WHERE s.waba_id = $1""",
        waba_id,
        phone_id,
    )


async def trial_target(db: Db, phone_id: str | None, customer: str) -> str | None:
    """Where the owner of a sandbox key has what concerns them sent."""
    return await db.fetchval(
        "SELECT url FROM sandbox.trial_key WHERE phone_id = $1 AND customer = $2", phone_id, customer
    )


async def add(db: Db, waba_id: str, phone_id: str | None, field: str, url: str, body: bytes) -> None:
    """As often as the switch `copies` says, to leave within `spread_ms`."""
    await db.execute(
        """WITH s AS (SELECT coalesce((SELECT (value)::int FROM sandbox.switch WHERE name = 'copies'), 1) AS copies,
                             coalesce((SELECT (value)::int FROM sandbox.switch WHERE name = 'spread_ms'), 0) AS spread)
           INSERT INTO sandbox.webhook (waba_id, phone_id, field, url, body, created_at, next_at)
           SELECT $1, $2, $3, $4, $5, clock_timestamp(),
                  clock_timestamp() + make_interval(secs => random() * s.spread / 1000)
           FROM s, generate_series(1, s.copies)""",
        waba_id,
        phone_id,
        field,
        url,
        body,
    )


async def claim(db: Db, limit: int, lease_seconds: float) -> list[Row]:
    """Due ones; nobody else gets them while the lease lasts."""
    return await db.fetch(
        """UPDATE sandbox.webhook w SET next_at = clock_timestamp() + make_interval(secs => $2), attempt = w.attempt + 1
           FROM (SELECT id FROM sandbox.webhook WHERE settled_at IS NULL AND next_at <= clock_timestamp()
                 ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED) due
           WHERE w.id = due.id
           RETURNING w.id, w.url, w.body, w.attempt, w.created_at""",
        limit,
        lease_seconds,
    )


async def settle(db: Db, webhook_id: int, status: int | None, error: str | None, retry_in: float | None) -> None:
    """`retry_in` seconds it is due again; None: it is done with, delivered or given up."""
    await db.execute(
        """UPDATE sandbox.webhook SET last_status = $2, last_error = $3,
                  settled_at = CASE WHEN $4::float8 IS NULL THEN clock_timestamp() END,
                  next_at = clock_timestamp() + make_interval(secs => coalesce($4, 0))
           WHERE id = $1""",
        webhook_id,
        status,
        error,
        retry_in,
    )


async def page(db: Db, waba_id: str | None, field: str | None, before: int | None, limit: int) -> list[Row]:
    return await db.fetch(
        f"""SELECT {SHOWN} FROM sandbox.webhook
            WHERE ($1::text IS NULL OR waba_id = $1) AND ($2::text IS NULL OR field = $2) AND ($3::bigint IS NULL OR id < $3)
            ORDER BY id DESC LIMIT $4""",
        waba_id,
        field,
        before,
        limit,
    )


async def redeliver(db: Db, webhook_id: int) -> bool:
    return (
        await db.fetchval(
            """UPDATE sandbox.webhook SET settled_at = NULL, next_at = clock_timestamp(), attempt = 0 WHERE id = $1
               RETURNING true""",
            webhook_id,
        )
        is not None
    )


async def prune(db: Db, before: datetime) -> None:
    await db.execute("DELETE FROM sandbox.webhook WHERE settled_at < $1", before)
