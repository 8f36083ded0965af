"""People in the database."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

import asyncpg
import msgspec

from partnerhub.db.listing import Field, Listing, texts
from partnerhub.db.pool import Db
from partnerhub.domain.access import sessions
from partnerhub.domain.access.scopes import ClientRole, Role
from partnerhub.kit import ids
from partnerhub.kit.problems import Conflict

LISTING = Listing(
    key="users",
    table="partner_user t",
    fields={
        **texts("t", "id", "email", "name", "role", "status"),
        "created_at": Field("t.created_at", "time"),
        "modified_at": Field("t.modified_at", "time"),
    },
    search=("t.id", "t.email", "t.name"),
)
# In the order of ids, so that two who change two users at once do not wait for each other in a circle.
HOLD = """
SELECT id, role, email, name, language, disabled_at, person_id IS NOT NULL AS joined FROM hub_user
WHERE partner_id = $1 AND client_id IS NULL
AND (id = $2 OR (role = 'owner' AND disabled_at IS NULL AND person_id IS NOT NULL))
ORDER BY id FOR UPDATE
"""
OF_PARTNER = """
SELECT id, email, name, role, status, EXISTS (SELECT FROM second_factor f
    WHERE f.person_id = u.person_id AND f.confirmed_at IS NOT NULL) AS second_factor
FROM partner_user u WHERE partner_id = $1 ORDER BY lower(name), id
"""
ADD = """
INSERT INTO hub_user (id, partner_id, client_id, email, name, role, created_at, modified_at, person_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
"""
ADD_WITH_PERSON = f"""
WITH made AS (INSERT INTO person (id, email, password_hash, created_at) VALUES ($8, $4, $9, $7)) {ADD}
"""
JOIN = """
UPDATE hub_user SET person_id = $3, name = $4, modified_at = $5 WHERE partner_id = $1 AND id = $2 AND person_id IS NULL
"""
JOIN_AS_NEW = f"""
WITH made AS (INSERT INTO person (id, email, password_hash, created_at) VALUES ($3, $6, $7, $5)) {JOIN}
"""
CHOOSE = """
UPDATE person e SET password_hash = $3, tokens_valid_after = $4 FROM hub_user u
WHERE u.partner_id = $1 AND u.id = $2 AND e.id = u.person_id
"""
CHANGE = """
UPDATE hub_user SET name = $3, role = $4, disabled_at = $5, modified_at = $6
WHERE partner_id = $1 AND id = $2 AND client_id IS NULL
"""


class EmailTaken(Conflict):
    """This e-mail already has an account. Log in instead."""

    code = "email_taken"


class User(msgspec.Struct, frozen=True, kw_only=True):
    """`client_id` is None for a user of the partner. `language`: as chosen for pages and letters."""

    id: str
    partner_id: str
    client_id: str | None
    email: str
    name: str
    role: Role | ClientRole
    language: str | None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the partner, for people to read."""

    id: str
    email: str
    name: str
    role: Role
    status: Literal["invited", "active", "disabled"]
    second_factor: bool


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the partner, locked. `joined`: has accepted the invitation."""

    id: str
    role: Role
    email: str
    name: str
    language: str | None
    disabled_at: datetime | None
    joined: bool

    @property
    def is_owner(self) -> bool:
        """One that can log in."""
        return self.role == "owner" and self.joined and self.disabled_at is None


async def create(
    db: Db, partner_id: str, *, email: str, name: str, password_hash: str | None, client_id: str | None = None,
    role: Role | ClientRole = "owner", now: datetime,
) -> str:  # fmt: skip
    """The new user's id. `password_hash` comes from `passwords.hashed`, called before the transaction; None: invited.

    Raises EmailTaken: it is in this hub already, or, with a password, somebody's.
    """
    user_id, email = ids.random_id(10, "US"), email.strip().lower()
    try:
        async with db.transaction():
            row = (user_id, partner_id, client_id, email, name, role, now)
            if password_hash:
                await db.execute(ADD_WITH_PERSON, *row, new_person_id(), password_hash)
            else:
                await db.execute(ADD, *row, None)
    except asyncpg.UniqueViolationError as error:
        raise EmailTaken(field="email") from error
    return user_id


def new_person_id() -> str:
    return ids.random_id(10, "PE")


async def find(db: Db, partner_id: str, user_id: str) -> User | None:
    row = await db.fetchrow(
        "SELECT id, partner_id, client_id, email, name, role, language FROM hub_user"
        " WHERE partner_id = $1 AND id = $2 AND disabled_at IS NULL",
        partner_id, user_id,
    )  # fmt: skip
    return User(**row) if row else None


async def names(db: Db, partner_id: str, user_ids: Collection[str]) -> dict[str, str]:
    """Of those of `user_ids` that are users of the partner or of its clients."""
    rows = await db.fetch(
        "SELECT id, name FROM hub_user WHERE partner_id = $1 AND id = ANY($2)", partner_id, list(user_ids)
    )
    return {row["id"]: row["name"] for row in rows}


async def find_doc(db: Db, partner_id: str, user_id: str) -> bytes | None:
    """A user of the partner as the Partner API shows it."""
    doc = await db.fetchval("SELECT doc FROM partner_user WHERE partner_id = $1 AND id = $2", partner_id, user_id)
    return doc and doc.encode()


async def of_partner(db: Db, partner_id: str) -> list[Listed]:
    """By name."""
    rows = await db.fetch(OF_PARTNER, partner_id)
    return [Listed(**row) for row in rows]


async def is_known(db: Db, partner_id: str, email: str) -> bool:
    """Whether the partner has a user with this e-mail, invited or not."""
    return await db.fetchval(
        "SELECT EXISTS (SELECT 1 FROM hub_user WHERE partner_id = $1 AND client_id IS NULL AND email = $2)",
        partner_id, email,
    )  # fmt: skip


async def hold(db: Db, partner_id: str, user_id: str) -> list[Held]:
    """The user and all owners who can log in, locked until the end of the transaction."""
    return [Held(**row) for row in await db.fetch(HOLD, partner_id, user_id)]


async def change(
    db: Db, partner_id: str, user_id: str, *, name: str, role: Role, disabled_at: datetime | None, now: datetime
) -> None:
    await db.execute(CHANGE, partner_id, user_id, name, role, disabled_at, now)


async def set_language(db: Db, partner_id: str, user_id: str, language: str | None, *, now: datetime) -> None:
    """Of a user of the partner or of a client; null: none chosen."""
    await db.execute(
        "UPDATE hub_user SET language = $3, modified_at = $4 WHERE partner_id = $1 AND id = $2",
        partner_id, user_id, language, now,
    )  # fmt: skip


async def end_sessions(db: Db, partner_id: str, user_id: str) -> None:
    await db.execute("DELETE FROM hub_session WHERE partner_id = $1 AND user_id = $2", partner_id, user_id)


async def end_access(db: Db, partner_id: str, user_id: str, *, now: datetime) -> None:
    """Sessions in this hub, and tokens for it made until now, are refused at the next request, in every process."""
    await sessions.turn_out(db, partner_id, user_id)
    await db.execute("DELETE FROM refresh_token WHERE partner_id = $1 AND user_id = $2", partner_id, user_id)
    await db.execute(
        "UPDATE hub_user SET tokens_valid_after = $3 WHERE partner_id = $1 AND id = $2", partner_id, user_id, now
    )


async def remove(db: Db, partner_id: str, user_id: str) -> None:
    """With tokens and links; sessions leave this hub."""
    await sessions.turn_out(db, partner_id, user_id)
    await db.execute("DELETE FROM hub_user WHERE partner_id = $1 AND id = $2", partner_id, user_id)


async def join(db: Db, partner_id: str, user_id: str, person_id: str, *, name: str, now: datetime) -> None:
    """Who was invited is this person, and may come in."""
    await db.execute(JOIN, partner_id, user_id, person_id, name, now)


async def join_as_new(
    db: Db, partner_id: str, user_id: str, *, email: str, name: str, password_hash: str, now: datetime
) -> None:
    """Who was invited had no account anywhere. Raises EmailTaken when they have got one meanwhile."""
    try:
        async with db.transaction():
            await db.execute(JOIN_AS_NEW, partner_id, user_id, new_person_id(), name, now, email, password_hash)
    except asyncpg.UniqueViolationError as error:
        raise EmailTaken(field="email") from error


async def set_password(db: Db, partner_id: str, user_id: str, *, password_hash: str, now: datetime) -> None:
    """Of the person, for all their hubs. Tokens of before are refused."""
    await db.execute(CHOOSE, partner_id, user_id, password_hash, now)
