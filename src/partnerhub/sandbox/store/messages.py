"""Messages between numbers and customers, and the errands they cause."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

IN_CONTEXT = """SELECT m.*, p.digits AS business, p.waba_id, p.throughput, c.name AS customer_name, c.user_id, c.reply_text
                FROM sandbox.message m
                JOIN sandbox.phone p ON p.id = m.phone_id
                LEFT JOIN sandbox.customer c ON c.digits = m.customer """


async def add(
    db: Db,
    message_id: str,
    phone_id: str,
    customer: str,
    direction: str,
    kind: str,
    category: str | None,
    body: str,
    status: str,
    now: datetime,
) -> None:
    await db.execute(
        """INSERT INTO sandbox.message (id, phone_id, customer, direction, kind, category, body, status, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7::json, $8, $9)""",
        message_id,
        phone_id,
        customer,
        direction,
        kind,
        category,
        body,
        status,
        now,
    )


async def plan(db: Db, target: str, errands: list[tuple[str, str, int]]) -> None:
    """`errands`: (kind, detail as JSON, milliseconds from now); the database's clock decides when they are due."""
    kinds, details, delays = zip(*errands, strict=True)
    await db.execute(
        """INSERT INTO sandbox.errand (kind, target, due_at, detail)
           SELECT kind, $1, clock_timestamp() + make_interval(secs => ms / 1000.0), detail::json
           FROM unnest($2::text[], $3::text[], $4::int[]) AS e (kind, detail, ms)""",
        target,
        kinds,
        details,
        delays,
    )


async def claim_errands(db: Db, limit: int) -> list[Row]:
    """Take due errands away; they come back if the transaction fails."""
    return await db.fetch(
        """DELETE FROM sandbox.errand WHERE id IN (
               SELECT id FROM sandbox.errand WHERE due_at <= clock_timestamp()
               ORDER BY due_at, id LIMIT $1 FOR UPDATE SKIP LOCKED)
           RETURNING id, kind, target, due_at, detail""",
        limit,
    )


async def find(db: Db, message_id: str) -> Row | None:
    return await db.fetchrow(IN_CONTEXT + "WHERE m.id = $1", message_id)


async def mark_read(db: Db, phone_id: str, message_id: str) -> bool:
    """The business has read a customer's message."""
    return (
        await db.fetchval(
            "UPDATE sandbox.message SET status = 'read' WHERE id = $1 AND phone_id = $2 AND direction = 'in' RETURNING true",
            message_id,
            phone_id,
        )
        is not None
    )


async def set_status(db: Db, message_id: str, status: str) -> None:
    await db.execute("UPDATE sandbox.message SET status = $2 WHERE id = $1", message_id, status)


async def heard_since(db: Db, phone_id: str, customer: str, since: datetime) -> bool:
    return bool(
        await db.fetchval(
            """SELECT EXISTS (SELECT FROM sandbox.message
                              WHERE phone_id = $1 AND customer = $2 AND direction = 'in' AND created_at > $3)""",
            phone_id,
            customer,
            since,
        )
    )


async def answers_since(db: Db, phone_id: str, customer: str, since: datetime) -> int:
    return int(
        await db.fetchval(
            """SELECT count(*) FROM sandbox.message
               WHERE phone_id = $1 AND customer = $2 AND direction = 'in' AND created_at > $3""",
            phone_id,
            customer,
            since,
        )
    )


async def page(db: Db, phone_id: str | None, customer: str | None, before: int | None, limit: int) -> list[Row]:
    """The newest first; of a number, of a customer, or of both together."""
    return await db.fetch(
        """SELECT * FROM sandbox.message
           WHERE ($1::text IS NULL OR phone_id = $1) AND ($2::text IS NULL OR customer = $2) AND ($3::bigint IS NULL OR seq < $3)
           ORDER BY seq DESC LIMIT $4""",
        phone_id,
        customer,
        before,
        limit,
    )
