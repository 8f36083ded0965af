"""Customers: those who answer for a phone number."""

from datetime import datetime

from partnerhub.db.pool import Db, Row


async def find(db: Db, digits: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.customer WHERE digits = $1", digits)


async def find_by_user_id(db: Db, user_id: str) -> Row | None:
    return await db.fetchrow("SELECT * FROM sandbox.customer WHERE user_id = $1", user_id)


async def every(db: Db) -> list[Row]:
    return await db.fetch("SELECT * FROM sandbox.customer ORDER BY created_at, digits")


async def put(
    db: Db,
    digits: str,
    name: str,
    user_id: str,
    reply_text: str,
    window: str,
    now: datetime,
    *,
    answers: bool,
    reads: bool,
    fails_with: int | None,
) -> Row:
    """Make the customer, or change all but its user_id."""
    row = await db.fetchrow(
        """INSERT INTO sandbox.customer (digits, name, user_id, reply_text, service_window, created_at, answers, reads,
                                         fails_with)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
           ON CONFLICT (digits) DO UPDATE SET name = excluded.name, reply_text = excluded.reply_text,
               service_window = excluded.service_window, answers = excluded.answers, reads = excluded.reads,
               fails_with = excluded.fails_with
           RETURNING *""",
        digits,
        name,
        user_id,
        reply_text,
        window,
        now,
        answers,
        reads,
        fails_with,
    )
    assert row is not None  # noqa: S101 — an upsert returns its row
    return row


async def remove(db: Db, digits: str) -> bool:
    return await db.fetchval("DELETE FROM sandbox.customer WHERE digits = $1 RETURNING true", digits) is not None


async def blocked_by(db: Db, phone_id: str) -> list[str]:
    rows = await db.fetch("SELECT customer FROM sandbox.blocked WHERE phone_id = $1 ORDER BY customer", phone_id)
    return [row["customer"] for row in rows]


async def is_blocked(db: Db, phone_id: str, customer: str) -> bool:
    return bool(
        await db.fetchval(
            "SELECT EXISTS (SELECT FROM sandbox.blocked WHERE phone_id = $1 AND customer = $2)", phone_id, customer
        )
    )


async def block(db: Db, phone_id: str, customers: list[str]) -> None:
    await db.execute(
        """INSERT INTO sandbox.blocked (phone_id, customer) SELECT $1, unnest($2::text[])
           ON CONFLICT DO NOTHING""",
        phone_id,
        customers,
    )


async def unblock(db: Db, phone_id: str, customers: list[str]) -> None:
    await db.execute(
        "DELETE FROM sandbox.blocked WHERE phone_id = $1 AND customer = ANY ($2::text[])", phone_id, customers
    )


async def wants_no_marketing(db: Db, phone_id: str, customer: str) -> bool:
    return bool(
        await db.fetchval(
            "SELECT EXISTS (SELECT FROM sandbox.marketing_stop WHERE phone_id = $1 AND customer = $2)",
            phone_id,
            customer,
        )
    )


async def stop_marketing(db: Db, phone_id: str, customer: str) -> None:
    await db.execute(
        "INSERT INTO sandbox.marketing_stop (phone_id, customer) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        phone_id,
        customer,
    )


async def resume_marketing(db: Db, phone_id: str, customer: str) -> None:
    await db.execute("DELETE FROM sandbox.marketing_stop WHERE phone_id = $1 AND customer = $2", phone_id, customer)


async def callable_until(db: Db, phone_id: str, customer: str, now: datetime) -> datetime | None:
    """None: the business may not call, or no longer."""
    return await db.fetchval(
        "SELECT until FROM sandbox.call_permission WHERE phone_id = $1 AND customer = $2 AND until > $3",
        phone_id,
        customer,
        now,
    )


async def let_call(db: Db, phone_id: str, customer: str, until: datetime) -> None:
    await db.execute(
        """INSERT INTO sandbox.call_permission (phone_id, customer, until) VALUES ($1, $2, $3)
           ON CONFLICT (phone_id, customer) DO UPDATE SET until = excluded.until""",
        phone_id,
        customer,
        until,
    )


async def forbid_calls(db: Db, phone_id: str, customer: str) -> None:
    await db.execute(
        "DELETE FROM sandbox.call_permission WHERE phone_id = $1 AND customer = $2",
        phone_id,
        customer,
    )


async def call_asked_since(db: Db, phone_id: str, customer: str, since: datetime) -> int:
    """How often the business asked for it since then."""
    return int(
        await db.fetchval(
            """SELECT count(*) FROM sandbox.message
               WHERE phone_id = $1 AND customer = $2 AND direction = 'out' AND created_at > $3
                 AND body #>> '{interactive,type}' = 'call_permission_request'""",
            phone_id,
            customer,
            since,
        )
    )
