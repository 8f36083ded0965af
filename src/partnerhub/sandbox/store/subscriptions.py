"""Apps and users with a hold on a WABA, and where the app hears of it."""

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
