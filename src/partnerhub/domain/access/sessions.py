"""Sessions of the hub's people: the browser holds a secret, we its keyed hash; a log-in always makes a new one."""

from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.access.scopes import SCOPES_OF, ClientRole, Role, Scopes
from partnerhub.kit.crypto import Vault, new_secret, well_formed

PREFIX = "PHSE"
LIFETIME = timedelta(days=7)
SILENCE = timedelta(days=1)  # without a request ends it, too: enter_by_session


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A logged-in person. `client_id` is None in the Partner Hub; `csrf` must come back with every change.

    `lacks_factor`: the partner requires a second factor, and this person has none yet. `language`: as this person chose.
    """

    partner_id: str
    user_id: str
    client_id: str | None
    role: Role | ClientRole
    csrf: str
    lacks_factor: bool
    language: str | None

    @property
    def scopes(self) -> Scopes:
        """What a user of the partner may do."""
        return frozenset() if self.role == "member" else SCOPES_OF[self.role]

    @property
    def actor(self) -> str:
        return f"user:{self.user_id}"


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A session that lives, for the person to know it again. `mine`: the one that asks."""

    id: str
    created_at: datetime
    seen_at: datetime
    address: str | None
    agent: str | None
    mine: bool


async def of_user(db: Db, partner_id: str, user_id: str, *, vault: Vault, secret: str, now: datetime) -> list[Listed]:
    """Latest first; `secret` is that of the session that asks."""
    rows = await db.fetch(
        "SELECT encode(digest, 'hex') AS id, created_at, seen_at, address, agent, digest = $3 AS mine FROM hub_session"
        " WHERE partner_id = $1 AND user_id = $2 AND expires_at > $4 AND seen_at > $5 ORDER BY seen_at DESC, digest",
        partner_id, user_id, vault.digest(secret), now, now - SILENCE,
    )  # fmt: skip
    return [Listed(**row) for row in rows]


async def end_one(db: Db, partner_id: str, user_id: str, session_id: str) -> bool:
    """False when this user has no such session."""
    status = await db.execute(
        "DELETE FROM hub_session WHERE partner_id = $1 AND user_id = $2 AND encode(digest, 'hex') = $3",
        partner_id, user_id, session_id,
    )  # fmt: skip
    return status == "DELETE 1"


async def end_others(db: Db, partner_id: str, user_id: str, *, vault: Vault, secret: str) -> None:
    """All sessions of this user but the one with this secret."""
    await db.execute(
        "DELETE FROM hub_session WHERE partner_id = $1 AND user_id = $2 AND digest <> $3",
        partner_id, user_id, vault.digest(secret),
    )  # fmt: skip


async def start(
    db: Db,
    partner_id: str,
    user_id: str,
    *,
    vault: Vault,
    now: datetime,
    address: str | None = None,
    agent: str | None = None,
) -> str:
    """The secret for the browser's cookie. Sessions of this user that are over are removed."""
    secret = new_secret(PREFIX)
    await db.execute(
        "DELETE FROM hub_session WHERE partner_id = $1 AND user_id = $2 AND expires_at <= $3", partner_id, user_id, now
    )
    await db.execute(
        "INSERT INTO hub_session (digest, partner_id, user_id, csrf, created_at, seen_at, expires_at, address, agent)"
        " VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
        vault.digest(secret), partner_id, user_id, new_secret(""), now, now + LIFETIME, address, (agent or "")[:200],
    )  # fmt: skip
    return secret


async def enter(db: Db, vault: Vault, secret: str) -> Session | None:
    """The session of this secret, if it lives; the connection acts for its partner from here on."""
    if not well_formed(secret, PREFIX):
        return None
    row = await db.fetchrow(
        "SELECT partner_id, user_id, client_id, role, csrf, lacks_factor, language FROM enter_by_session($1)",
        vault.digest(secret),
    )
    return Session(**row) if row else None


async def end(db: Db, partner_id: str, vault: Vault, secret: str) -> None:
    await db.execute("DELETE FROM hub_session WHERE partner_id = $1 AND digest = $2", partner_id, vault.digest(secret))
