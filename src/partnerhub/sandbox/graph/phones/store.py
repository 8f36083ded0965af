"""A number's papers, its user name and its QR codes."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def public_key(db: Db, phone_id: str) -> str | None:
    return await db.fetchval("SELECT public_key FROM sandbox.phone WHERE id = $1", phone_id)


async def set_public_key(db: Db, phone_id: str, pem: str) -> None:
    await db.execute("UPDATE sandbox.phone SET public_key = $2 WHERE id = $1", phone_id, pem)


async def compliance(db: Db, phone_id: str) -> str | None:
    """As JSON."""
    return await db.fetchval("SELECT compliance FROM sandbox.phone WHERE id = $1", phone_id)


async def set_compliance(db: Db, phone_id: str, given: str) -> None:
    """`given`: JSON, in place of what was there."""
    await db.execute("UPDATE sandbox.phone SET compliance = $2::jsonb WHERE id = $1", phone_id, given)


async def codes(db: Db, phone_id: str) -> list[Row]:
    return await db.fetch("SELECT * FROM sandbox.qr_code WHERE phone_id = $1 ORDER BY seq DESC", phone_id)


async def find_code(db: Db, phone_id: str, code: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.qr_code WHERE phone_id = $1 AND code = $2", phone_id, code)


async def add_code(db: Db, phone_id: str, code: str, message: str, now: datetime) -> None:
    await db.execute(
        "INSERT INTO sandbox.qr_code (phone_id, code, message, created_at) VALUES ($1, $2, $3, $4)",
        phone_id, code, message, now,
    )  # fmt: skip


async def change_code(db: Db, phone_id: str, code: str, message: str) -> bool:
    done = await db.execute(
        "UPDATE sandbox.qr_code SET message = $3 WHERE phone_id = $1 AND code = $2", phone_id, code, message
    )
    return done == "UPDATE 1"


async def remove_code(db: Db, phone_id: str, code: str) -> bool:
    done = await db.execute("DELETE FROM sandbox.qr_code WHERE phone_id = $1 AND code = $2", phone_id, code)
    return done == "DELETE 1"


async def of_username(db: Db, name: str) -> Row | None:
    return await db.fetchrow("SELECT id, waba_id FROM sandbox.phone WHERE username = $1", name)


async def set_username(db: Db, phone_id: str, name: str | None) -> None:
    await db.execute("UPDATE sandbox.phone SET username = $2 WHERE id = $1", phone_id, name)


async def ask_official(db: Db, phone_id: str, asked: str) -> None:
    """`asked`: JSON, in place of what was there."""
    await db.execute("UPDATE sandbox.phone SET official_request = $2::jsonb WHERE id = $1", phone_id, asked)
