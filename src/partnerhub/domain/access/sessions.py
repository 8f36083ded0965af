"""Sessions of the hub's people: the browser holds a secret, we its keyed hash; a log-in always makes a new one."""

from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.access.scopes import SCOPES_OF, Role, Scopes
from partnerhub.kit.crypto import Vault, new_secret, well_formed

PREFIX = "PHSE"
LIFETIME = timedelta(days=7)  # and a day without a request ends it: enter_by_session


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A logged-in person. `client_id` is None in the Partner Hub; `csrf` must come back with every change."""

    partner_id: str
    user_id: str
    client_id: str | None
    role: Role
    csrf: str

    @property
    def scopes(self) -> Scopes:
        """What a user of the partner may do."""
        return SCOPES_OF[self.role]

    @property
    def actor(self) -> str:
        return f"user:{self.user_id}"


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
        "SELECT partner_id, user_id, client_id, role, csrf FROM enter_by_session($1)", vault.digest(secret)
    )
    return Session(**row) if row else None


async def end(db: Db, partner_id: str, vault: Vault, secret: str) -> None:
    await db.execute("DELETE FROM hub_session WHERE partner_id = $1 AND digest = $2", partner_id, vault.digest(secret))
