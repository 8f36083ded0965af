"""A client's people in the database."""

from datetime import datetime
from typing import Literal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.access.scopes import ClientRole

OF_CLIENT = """
SELECT id, email, name, role, CASE
    WHEN disabled_at IS NOT NULL THEN 'disabled' WHEN person_id IS NULL THEN 'invited' ELSE 'active' END AS status,
    EXISTS (SELECT FROM second_factor f
        WHERE f.person_id = u.person_id AND f.confirmed_at IS NOT NULL) AS second_factor
FROM hub_user u WHERE partner_id = $1 AND client_id = $2 ORDER BY lower(name), id
"""
# In the order of ids, so that two who change two people at once do not wait for each other in a circle.
HOLD = """
SELECT id, role, email, name, language, disabled_at IS NULL AND person_id IS NOT NULL AS active,
    person_id IS NOT NULL AS joined
FROM hub_user WHERE partner_id = $1 AND client_id = $2
AND (id = $3 OR (role = 'owner' AND disabled_at IS NULL AND person_id IS NOT NULL))
ORDER BY id FOR UPDATE
"""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the client, for people to read."""

    id: str
    email: str
    name: str
    role: ClientRole
    status: Literal["invited", "active", "disabled"]
    second_factor: bool


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the client, locked. `joined`: has accepted the invitation; `active`: and can log in."""

    id: str
    role: ClientRole
    email: str
    name: str
    language: str | None
    active: bool
    joined: bool


async def of_client(db: Db, partner_id: str, client_id: str) -> list[Member]:
    """By name."""
    return [Member(**row) for row in await db.fetch(OF_CLIENT, partner_id, client_id)]


async def hold(db: Db, partner_id: str, client_id: str, user_id: str) -> list[Held]:
    """The user and all owners who can log in, locked until the end of the transaction."""
    return [Held(**row) for row in await db.fetch(HOLD, partner_id, client_id, user_id)]


async def is_known(db: Db, partner_id: str, client_id: str, email: str) -> bool:
    return await db.fetchval(
        "SELECT EXISTS (SELECT 1 FROM hub_user WHERE partner_id = $1 AND client_id = $2 AND email = $3)",
        partner_id, client_id, email,
    )  # fmt: skip


async def set_role(db: Db, partner_id: str, client_id: str, user_id: str, role: ClientRole, now: datetime) -> None:
    await db.execute(
        "UPDATE hub_user SET role = $4, modified_at = $5 WHERE partner_id = $1 AND client_id = $2 AND id = $3",
        partner_id, client_id, user_id, role, now,
    )  # fmt: skip
