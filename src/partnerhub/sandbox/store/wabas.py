"""Business portfolios and their WABAs."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

WABA = """SELECT w.*, b.name AS business_name, b.verification_status, b.messaging_limit, b.id AS owner_id
          FROM sandbox.waba w JOIN sandbox.business b ON b.id = w.business_id """


async def add_business(db: Db, business_id: str, name: str, now: datetime) -> None:
    await db.execute("INSERT INTO sandbox.business (id, name, created_at) VALUES ($1, $2, $3)", business_id, name, now)


async def add(
    db: Db,
    waba_id: str,
    business_id: str,
    name: str,
    currency: str,
    timezone_id: str,
    country: str,
    namespace: str,
    now: datetime,
) -> None:
    await db.execute(
        """INSERT INTO sandbox.waba (id, business_id, name, currency, timezone_id, country, namespace, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""",
        waba_id,
        business_id,
        name,
        currency,
        timezone_id,
        country,
        namespace,
        now,
    )


async def find(db: Db, waba_id: str) -> Row | None:
    return await db.fetchrow(WABA + "WHERE w.id = $1", waba_id)


async def of_business(db: Db, business_id: str) -> list[Row]:
    return await db.fetch(WABA + "WHERE w.business_id = $1 ORDER BY w.created_at DESC", business_id)


async def every(db: Db) -> list[Row]:
    return await db.fetch(WABA + "ORDER BY w.created_at DESC")


async def shared(db: Db) -> list[Row]:
    """Those that some token of a client reaches: shared with the partner's business."""
    return await db.fetch(
        WABA
        + """WHERE EXISTS (SELECT FROM sandbox.token t WHERE w.id = ANY (t.waba_ids) AND t.revoked_at IS NULL)
             ORDER BY w.created_at DESC"""
    )


async def find_business(db: Db, business_id: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.business WHERE id = $1", business_id)


async def businesses(db: Db) -> list[Row]:
    """Those of clients: the portfolio of the app's own owner is not among them."""
    return await db.fetch("SELECT * FROM sandbox.business WHERE id <> '121000000000001' ORDER BY created_at DESC, id")


async def rename(db: Db, waba_id: str, name: str | None, timezone_id: str | None, *, insights: bool) -> None:
    await db.execute(
        """UPDATE sandbox.waba SET name = coalesce($2, name), timezone_id = coalesce($3, timezone_id),
                  insights_enabled = insights_enabled OR $4
           WHERE id = $1""",
        waba_id,
        name,
        timezone_id,
        insights,
    )


async def set_settings(db: Db, waba_id: str, settings: str) -> None:
    """`settings`: JSON, merged into what is there."""
    await db.execute("UPDATE sandbox.waba SET settings = settings || $2::jsonb WHERE id = $1", waba_id, settings)


async def set_ban(db: Db, waba_id: str, ban_state: str | None) -> None:
    await db.execute("UPDATE sandbox.waba SET ban_state = $2 WHERE id = $1", waba_id, ban_state)


async def set_review(db: Db, waba_id: str, status: str) -> None:
    await db.execute("UPDATE sandbox.waba SET account_review_status = $2 WHERE id = $1", waba_id, status)


async def set_limit(db: Db, business_id: str, tier: str) -> None:
    await db.execute("UPDATE sandbox.business SET messaging_limit = $2 WHERE id = $1", business_id, tier)


async def dataset(db: Db, waba_id: str, new_id: str) -> str:
    """The dataset's id; `new_id` when there was none."""
    return await db.fetchval(
        "UPDATE sandbox.waba SET dataset_id = coalesce(dataset_id, $2) WHERE id = $1 RETURNING dataset_id",
        waba_id,
        new_id,
    )


async def sign_marketing_terms(db: Db, waba_id: str) -> None:
    await db.execute("UPDATE sandbox.waba SET marketing_terms_signed = true WHERE id = $1", waba_id)
