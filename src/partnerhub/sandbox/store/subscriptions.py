"""Apps, users and solutions with a hold on a WABA."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def of_waba(db: Db, waba_id: str) -> list[Row]:
    return await db.fetch(
        "SELECT app_id, override_uri FROM sandbox.subscription WHERE waba_id = $1 ORDER BY app_id", waba_id
    )


async def put(db: Db, waba_id: str, app_id: str, override_uri: str | None) -> None:
    await db.execute(
        """INSERT INTO sandbox.subscription (waba_id, app_id, override_uri) VALUES ($1, $2, $3)
           ON CONFLICT (waba_id, app_id) DO UPDATE SET override_uri = excluded.override_uri""",
        waba_id,
        app_id,
        override_uri,
    )


async def remove(db: Db, waba_id: str, app_id: str) -> None:
    await db.execute("DELETE FROM sandbox.subscription WHERE waba_id = $1 AND app_id = $2", waba_id, app_id)


async def assigned(db: Db, waba_id: str) -> list[Row]:
    return await db.fetch(
        "SELECT user_id, tasks FROM sandbox.assigned_user WHERE waba_id = $1 ORDER BY user_id", waba_id
    )


async def assign(db: Db, waba_id: str, user_id: str, tasks: list[str]) -> None:
    await db.execute(
        """INSERT INTO sandbox.assigned_user (waba_id, user_id, tasks) VALUES ($1, $2, $3)
           ON CONFLICT (waba_id, user_id) DO UPDATE SET tasks = excluded.tasks""",
        waba_id,
        user_id,
        tasks,
    )


async def unassign(db: Db, waba_id: str, user_id: str) -> None:
    await db.execute("DELETE FROM sandbox.assigned_user WHERE waba_id = $1 AND user_id = $2", waba_id, user_id)


async def add_solution(db: Db, solution_id: str, name: str, now: datetime) -> None:
    await db.execute("INSERT INTO sandbox.solution (id, name, created_at) VALUES ($1, $2, $3)", solution_id, name, now)


async def find_solution(db: Db, solution_id: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.solution WHERE id = $1", solution_id)


async def solutions(db: Db) -> list[Row]:
    return await db.fetch("SELECT * FROM sandbox.solution ORDER BY created_at DESC, id")


async def solutions_of(db: Db, waba_id: str) -> list[Row]:
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


async def put_callback(db: Db, wanted: str, url: str, fields: list[str]) -> None:
    await db.execute(
        """INSERT INTO sandbox.app_callback (object, url, fields) VALUES ($1, $2, $3)
           ON CONFLICT (object) DO UPDATE SET url = excluded.url, fields = excluded.fields""",
        wanted,
        url,
        fields,
    )


async def callback(db: Db, wanted: str) -> Row | None:
    return await db.fetchrow("SELECT url, fields FROM sandbox.app_callback WHERE object = $1", wanted)


async def remove_callback(db: Db, wanted: str) -> None:
    await db.execute("DELETE FROM sandbox.app_callback WHERE object = $1", wanted)
