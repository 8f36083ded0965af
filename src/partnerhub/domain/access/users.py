"""People of the hub: users of a partner (Partner Hub), and users of one of its clients (Client Hub)."""

from datetime import datetime

import asyncpg
import msgspec

from partnerhub.db.pool import Db
from partnerhub.kit import ids
from partnerhub.kit.problems import Conflict


class EmailTaken(Conflict):
    """This e-mail already has an account. Log in instead."""

    code = "email_taken"


class User(msgspec.Struct, frozen=True, kw_only=True):
    """`client_id` is None for a user of the partner."""

    id: str
    partner_id: str
    client_id: str | None
    email: str
    name: str
    role: str


async def create(
    db: Db, partner_id: str, *, email: str, name: str, password_hash: str, client_id: str | None = None,
    role: str = "owner", now: datetime,
) -> str:  # fmt: skip
    """The new user's id. One e-mail, one hub: the same e-mail cannot be a user of two (contract hub §1.1).

    `password_hash` comes from `passwords.hashed`, called before the transaction.
    """
    user_id = ids.random_id(10, "US")
    try:
        async with db.transaction():
            await db.execute(
                "INSERT INTO hub_user (id, partner_id, client_id, email, name, role, password_hash, created_at)"
                " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                user_id, partner_id, client_id, email.strip().lower(), name, role, password_hash, now,
            )  # fmt: skip
    except asyncpg.UniqueViolationError as error:
        raise EmailTaken(field="email") from error
    return user_id


async def find(db: Db, partner_id: str, user_id: str) -> User | None:
    row = await db.fetchrow(
        "SELECT id, partner_id, client_id, email, name, role FROM hub_user"
        " WHERE partner_id = $1 AND id = $2 AND disabled_at IS NULL",
        partner_id, user_id,
    )  # fmt: skip
    return User(**row) if row else None
