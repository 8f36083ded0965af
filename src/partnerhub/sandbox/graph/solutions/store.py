"""Multi-partner solutions and the WABAs that are shared with them."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def add(
    db: Db,
    solution_id: str,
    name: str,
    now: datetime,
    *,
    status: str = "ACTIVE",
    ours: bool = True,
    other_app_id: str = "190000000000001",
    messaging: str = "owner",
) -> None:
    await db.execute(
        """INSERT INTO sandbox.solution (id, name, created_at, status, ours, other_app_id, messaging)
           VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        solution_id,
        name,
        now,
        status,
        ours,
        other_app_id,
        messaging,
    )


async def find(db: Db, solution_id: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.solution WHERE id = $1", solution_id)


async def locked(db: Db, solution_id: str) -> Row | None:
    """The solution, held until the transaction ends: each partner may answer at the same time."""
    return await db.fetchrow("SELECT * FROM sandbox.solution WHERE id = $1 FOR UPDATE", solution_id)


async def become(db: Db, solution_id: str, status: str, ending: str | None) -> None:
    await db.execute("UPDATE sandbox.solution SET status = $2, ending = $3 WHERE id = $1", solution_id, status, ending)


async def every(db: Db) -> list[Row]:
    return await db.fetch("SELECT * FROM sandbox.solution ORDER BY created_at DESC, id")


async def of_waba(db: Db, waba_id: str) -> list[Row]:
    return await db.fetch(
        """SELECT s.* FROM sandbox.solution s JOIN sandbox.solution_waba w ON w.solution_id = s.id
           WHERE w.waba_id = $1 ORDER BY s.created_at DESC, s.id""",
        waba_id,
    )


async def share(db: Db, solution_id: str, waba_id: str) -> None:
    await db.execute(
        "INSERT INTO sandbox.solution_waba (solution_id, waba_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        solution_id,
        waba_id,
    )


async def shared_of_business(db: Db, solution_id: str, business_id: str) -> list[str]:
    """What a business has shared with a solution, the newest first."""
    rows = await db.fetch(
        """SELECT w.id FROM sandbox.solution_waba s JOIN sandbox.waba w ON w.id = s.waba_id
           WHERE s.solution_id = $1 AND w.business_id = $2 ORDER BY w.created_at DESC""",
        solution_id,
        business_id,
    )
    return [row["id"] for row in rows]
