"""Message templates of WABAs."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def add(
    db: Db,
    template_id: str,
    waba_id: str,
    name: str,
    language: str,
    category: str,
    parameter_format: str,
    components: str,
    ttl_seconds: int | None,
    now: datetime,
) -> None:
    await db.execute(
        """INSERT INTO sandbox.template
               (id, waba_id, name, language, category, parameter_format, components, ttl_seconds, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $9)""",
        template_id,
        waba_id,
        name,
        language,
        category,
        parameter_format,
        components,
        ttl_seconds,
        now,
    )


async def find(db: Db, template_id: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.template WHERE id = $1", template_id)


async def find_named(db: Db, waba_id: str, name: str, language: str) -> Row | None:
    return await db.fetchrow(
        "SELECT * FROM sandbox.template WHERE waba_id = $1 AND name = $2 AND language = $3",
        waba_id,
        name,
        language,
    )


async def of_waba(db: Db, waba_id: str) -> list[Row]:
    return await db.fetch("SELECT * FROM sandbox.template WHERE waba_id = $1 ORDER BY seq DESC", waba_id)


async def names(db: Db, waba_id: str, but: str = "") -> int:
    """How many there are, `but` not counted."""
    return int(
        await db.fetchval(
            "SELECT count(DISTINCT name) FROM sandbox.template WHERE waba_id = $1 AND name <> $2", waba_id, but
        )
    )


async def set_verdict(db: Db, template_id: str, status: str, reason: str, now: datetime) -> None:
    await db.execute(
        "UPDATE sandbox.template SET status = $2, rejected_reason = $3, updated_at = $4 WHERE id = $1",
        template_id,
        status,
        reason,
        now,
    )


async def change(
    db: Db,
    template_id: str,
    components: str | None,
    category: str | None,
    ttl_seconds: int | None,
    now: datetime,
) -> None:
    """An edited template is reviewed again."""
    await db.execute(
        """UPDATE sandbox.template
           SET components = coalesce($2::jsonb, components), category = coalesce($3, category),
               ttl_seconds = coalesce($4, ttl_seconds), status = 'PENDING', rejected_reason = 'NONE', updated_at = $5
           WHERE id = $1""",
        template_id,
        components,
        category,
        ttl_seconds,
        now,
    )


async def set_quality(db: Db, template_id: str, score: str) -> None:
    await db.execute("UPDATE sandbox.template SET quality_score = $2 WHERE id = $1", template_id, score)


async def set_category(db: Db, template_id: str, category: str, now: datetime) -> None:
    await db.execute(
        "UPDATE sandbox.template SET previous_category = category, category = $2, updated_at = $3 WHERE id = $1",
        template_id,
        category,
        now,
    )


async def archive(db: Db, template_id: str) -> bool:
    """Whether it could be."""
    done = await db.execute(
        "UPDATE sandbox.template SET archived_from = status, status = 'ARCHIVED'"
        " WHERE id = $1 AND status IN ('APPROVED', 'PAUSED')",
        template_id,
    )
    return done == "UPDATE 1"


async def unarchive(db: Db, template_id: str) -> bool:
    """Whether it was in the archive."""
    done = await db.execute(
        "UPDATE sandbox.template SET status = archived_from, archived_from = NULL WHERE id = $1 AND status = 'ARCHIVED'",
        template_id,
    )
    return done == "UPDATE 1"


async def sent_between(db: Db, template_id: str, start: datetime, end: datetime) -> int:
    """Messages that were made from it."""
    return int(
        await db.fetchval(
            """SELECT count(*) FROM sandbox.message m
               JOIN sandbox.phone p ON p.id = m.phone_id
               JOIN sandbox.template t ON t.waba_id = p.waba_id AND t.id = $1
               WHERE m.kind = 'template' AND m.direction = 'out' AND m.created_at >= $2 AND m.created_at < $3
                 AND m.body #>> '{template,name}' = t.name AND m.body #>> '{template,language,code}' = t.language""",
            template_id,
            start,
            end,
        )
    )
