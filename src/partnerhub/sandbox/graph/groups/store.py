"""Groups, and who is in them or asks to be."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

GROUP = """SELECT g.*, p.waba_id, p.digits AS business,
                  (SELECT count(*) FROM sandbox.group_member m WHERE m.group_id = g.id AND m.request_id IS NULL) AS members
           FROM sandbox.chat_group g JOIN sandbox.phone p ON p.id = g.phone_id """


async def add(
    db: Db, group_id: str, phone_id: str, subject: str, description: str | None, mode: str, invite: str, now: datetime
) -> None:
    await db.execute(
        """INSERT INTO sandbox.chat_group (id, phone_id, subject, description, join_mode, invite, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)""",
        group_id, phone_id, subject, description, mode, invite, now,
    )  # fmt: skip


async def find(db: Db, group_id: str) -> Row | None:
    return await db.fetchrow(GROUP + "WHERE g.id = $1", group_id)


async def of_phone(db: Db, phone_id: str) -> list[Row]:
    return await db.fetch(GROUP + "WHERE g.phone_id = $1 ORDER BY g.seq DESC", phone_id)


async def change(db: Db, group_id: str, subject: str | None, description: str | None) -> None:
    """What is None stays."""
    await db.execute(
        """UPDATE sandbox.chat_group SET subject = coalesce($2, subject), description = coalesce($3, description)
           WHERE id = $1""",
        group_id,
        subject,
        description,
    )


async def set_invite(db: Db, group_id: str, invite: str) -> None:
    await db.execute("UPDATE sandbox.chat_group SET invite = $2 WHERE id = $1", group_id, invite)


async def members(db: Db, group_id: str, *, asking: bool) -> list[Row]:
    """Those in it, or those who ask to join; the first who came first."""
    return await db.fetch(
        """SELECT customer, request_id, since FROM sandbox.group_member
           WHERE group_id = $1 AND (request_id IS NOT NULL) = $2 ORDER BY since, customer""",
        group_id,
        asking,
    )


async def put_member(db: Db, group_id: str, customer: str, request_id: str | None, now: datetime) -> None:
    await db.execute(
        """INSERT INTO sandbox.group_member (group_id, customer, request_id, since) VALUES ($1, $2, $3, $4)
           ON CONFLICT (group_id, customer) DO NOTHING""",
        group_id,
        customer,
        request_id,
        now,
    )


async def let_in(db: Db, group_id: str, request_id: str) -> str | None:
    """The customer who asked; None when nobody did."""
    return await db.fetchval(
        """UPDATE sandbox.group_member SET request_id = NULL WHERE group_id = $1 AND request_id = $2
           RETURNING customer""",
        group_id,
        request_id,
    )


async def turn_away(db: Db, group_id: str, request_id: str) -> str | None:
    """The same."""
    return await db.fetchval(
        "DELETE FROM sandbox.group_member WHERE group_id = $1 AND request_id = $2 RETURNING customer",
        group_id,
        request_id,
    )


async def remove_member(db: Db, group_id: str, customer: str) -> bool:
    done = await db.execute(
        "DELETE FROM sandbox.group_member WHERE group_id = $1 AND customer = $2 AND request_id IS NULL",
        group_id,
        customer,
    )
    return done == "DELETE 1"
