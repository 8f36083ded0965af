"""Numbers verified beforehand, and the businesses that they are shared with."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

NUMBER = """SELECT n.*, p.id AS phone_id FROM sandbox.preverified n
            LEFT JOIN sandbox.phone p ON p.digits = n.digits """


async def add(db: Db, number_id: str, business_id: str, digits: str, now: datetime) -> None:
    await db.execute(
        "INSERT INTO sandbox.preverified (id, business_id, digits, created_at) VALUES ($1, $2, $3, $4)",
        number_id,
        business_id,
        digits,
        now,
    )


async def find(db: Db, number_id: str) -> Row | None:
    """`phone_id`: the number of a WABA that it became; null: none yet."""
    return await db.fetchrow(NUMBER + "WHERE n.id = $1", number_id)


async def locked(db: Db, number_id: str) -> Row | None:
    """Held until the transaction ends: guesses of codes are counted one by one."""
    return await db.fetchrow(NUMBER + "WHERE n.id = $1 FOR UPDATE OF n", number_id)


async def is_known(db: Db, digits: str) -> bool:
    return bool(await db.fetchval("SELECT EXISTS (SELECT FROM sandbox.preverified WHERE digits = $1)", digits))


async def of_business(db: Db, business_id: str) -> list[Row]:
    """Its own and those shared with it, the newest first."""
    return await db.fetch(
        NUMBER
        + """WHERE n.business_id = $1
                OR n.id IN (SELECT preverified_id FROM sandbox.preverified_partner WHERE business_id = $1)
             ORDER BY n.created_at DESC, n.id""",
        business_id,
    )


async def every(db: Db) -> list[Row]:
    return await db.fetch(NUMBER + "ORDER BY n.created_at DESC, n.id")


async def set_otp(db: Db, number_id: str, otp: str, until: datetime) -> None:
    await db.execute(
        "UPDATE sandbox.preverified SET otp = $2, otp_until = $3, otp_failures = 0 WHERE id = $1",
        number_id,
        otp,
        until,
    )


async def count_otp_failure(db: Db, number_id: str) -> None:
    await db.execute("UPDATE sandbox.preverified SET otp_failures = otp_failures + 1 WHERE id = $1", number_id)


async def set_verified(db: Db, number_id: str, now: datetime) -> None:
    await db.execute(
        "UPDATE sandbox.preverified SET verified_at = $2, otp = NULL, otp_until = NULL, otp_failures = 0 WHERE id = $1",
        number_id,
        now,
    )


async def share(db: Db, number_id: str, business_id: str) -> None:
    await db.execute(
        "INSERT INTO sandbox.preverified_partner (preverified_id, business_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        number_id,
        business_id,
    )


async def partners(db: Db, number_id: str) -> list[Row]:
    return await db.fetch(
        """SELECT b.id, b.name FROM sandbox.preverified_partner s JOIN sandbox.business b ON b.id = s.business_id
           WHERE s.preverified_id = $1 ORDER BY b.name, b.id""",
        number_id,
    )
