"""Allocations of a credit line to businesses, and what WABAs are paid from."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

ALLOCATION = """SELECT a.*, b.name AS business_name FROM sandbox.allocation a
                JOIN sandbox.business b ON b.id = a.business_id """


async def of_credit(db: Db, credit_id: str, business_id: str | None) -> list[Row]:
    return await db.fetch(
        ALLOCATION + "WHERE a.credit_id = $1 AND ($2::text IS NULL OR a.business_id = $2) ORDER BY a.seq DESC",
        credit_id,
        business_id,
    )


async def find(db: Db, allocation_id: str) -> Row | None:
    return await db.fetchrow(ALLOCATION + "WHERE a.id = $1", allocation_id)


async def live_of(db: Db, credit_id: str, business_id: str) -> Row | None:
    return await db.fetchrow(
        ALLOCATION + "WHERE a.credit_id = $1 AND a.business_id = $2 AND a.deleted_at IS NULL", credit_id, business_id
    )


async def add(db: Db, allocation_id: str, credit_id: str, business_id: str) -> None:
    await db.execute(
        "INSERT INTO sandbox.allocation (id, credit_id, business_id) VALUES ($1, $2, $3)",
        allocation_id,
        credit_id,
        business_id,
    )


async def attach(db: Db, waba_id: str, credential: str, currency: str) -> None:
    await db.execute(
        "UPDATE sandbox.waba SET funding_id = $2, currency = $3 WHERE id = $1", waba_id, credential, currency
    )


async def end(db: Db, allocation_id: str, credential: str, now: datetime) -> None:
    """All WABAs that were paid from it are paid by nobody then."""
    await db.execute("UPDATE sandbox.allocation SET deleted_at = $2 WHERE id = $1", allocation_id, now)
    await db.execute("UPDATE sandbox.waba SET funding_id = NULL WHERE funding_id = $1", credential)
