"""Calls."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

CALL = """SELECT c.*, p.digits AS business, p.waba_id, k.name AS customer_name, k.user_id
          FROM sandbox.call c
          JOIN sandbox.phone p ON p.id = c.phone_id
          LEFT JOIN sandbox.customer k ON k.digits = c.customer """


async def add(
    db: Db,
    call_id: str,
    phone_id: str,
    customer: str,
    direction: str,
    session: str | None,
    callback: str | None,
    now: datetime,
) -> None:
    """`session`: JSON."""
    await db.execute(
        """INSERT INTO sandbox.call (id, phone_id, customer, direction, session, callback, created_at)
           VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)""",
        call_id, phone_id, customer, direction, session, callback, now,
    )  # fmt: skip


async def find(db: Db, call_id: str) -> Row | None:
    return await db.fetchrow(CALL + "WHERE c.id = $1", call_id)


async def set_state(db: Db, call_id: str, state: str, accepted_at: datetime | None, callback: str | None) -> None:
    """What is None stays."""
    await db.execute(
        """UPDATE sandbox.call SET state = $2, accepted_at = coalesce($3, accepted_at), callback = coalesce($4, callback)
           WHERE id = $1""",
        call_id,
        state,
        accepted_at,
        callback,
    )


async def is_talking(db: Db, phone_id: str, customer: str, since: datetime) -> bool:
    """Whether a call between them, begun since then by either, has not ended."""
    return bool(
        await db.fetchval(
            """SELECT EXISTS (SELECT FROM sandbox.call WHERE phone_id = $1 AND customer = $2
                              AND state IN ('RINGING', 'ACCEPTED') AND created_at > $3)""",
            phone_id,
            customer,
            since,
        )
    )


async def taken_since(db: Db, phone_id: str, customer: str, since: datetime) -> int:
    """Calls of the business that the customer took."""
    return int(
        await db.fetchval(
            """SELECT count(*) FROM sandbox.call WHERE phone_id = $1 AND customer = $2
                 AND direction = 'BUSINESS_INITIATED' AND accepted_at > $3""",
            phone_id,
            customer,
            since,
        )
    )
