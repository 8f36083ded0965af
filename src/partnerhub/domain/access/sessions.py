"""Sessions of the hub's people: the browser holds a secret, we its keyed hash; a log-in always makes a new one.

A session is a person's, and in one of their hubs at a time.
"""

import re
from datetime import datetime, timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.access import hub_store
from partnerhub.domain.access.scopes import SCOPES_OF, ClientRole, Role, Scopes
from partnerhub.kit.crypto import Vault, new_secret, well_formed

PREFIX = "PHSE"
LIFETIME = timedelta(days=7)
OF_USER = """
SELECT encode(s.digest, 'hex') AS id, s.created_at, s.seen_at, s.address, s.agent, s.digest = $3 AS mine
FROM hub_user u, sessions_of(u.person_id) s
WHERE u.partner_id = $1 AND u.id = $2 AND s.expires_at > $4 AND s.seen_at > $5 ORDER BY s.seen_at DESC, s.digest
"""
END = "SELECT end_sessions_of(person_id, $3, $4) FROM hub_user WHERE partner_id = $1 AND id = $2"
SESSION_ID = re.compile("(?:[0-9a-f]{2})+")
SILENCE = timedelta(days=1)  # without a request ends it, too: enter_by_session


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a hub, as `user_id`. `client_id` is None in the Partner Hub; `csrf` must come back with every change.

    `lacks_factor`: the partner requires a second factor, and this person has none yet. `language`: as this person chose.
    `turned_out`: the hub that it was in let the person go, and the person does not know yet.
    """

    partner_id: str
    user_id: str
    person_id: str
    client_id: str | None
    role: Role | ClientRole
    csrf: str
    lacks_factor: bool
    language: str | None
    turned_out: bool

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
    """Those of the person who is this user, in whatever hubs, latest first; `secret` is that of the session that asks."""
    rows = await db.fetch(OF_USER, partner_id, user_id, vault.digest(secret), now, now - SILENCE)
    return [Listed(**row) for row in rows]


async def end_one(db: Db, partner_id: str, user_id: str, session_id: str) -> bool:
    """False when the person who is this user has no such session."""
    if not SESSION_ID.fullmatch(session_id):
        return False
    return await db.fetchval(END, partner_id, user_id, bytes.fromhex(session_id), None) == 1


async def end_others(db: Db, partner_id: str, user_id: str, *, vault: Vault, secret: str) -> None:
    """All sessions of the person who is this user, in whatever hubs, but the one with this secret."""
    await db.execute(END, partner_id, user_id, None, vault.digest(secret))


async def end_all(db: Db, partner_id: str, user_id: str) -> None:
    """In whatever hubs."""
    await db.execute(END, partner_id, user_id, None, None)


async def turn_out(db: Db, partner_id: str, user_id: str) -> None:
    """Out of this hub: sessions in it go on in the person's last used other hub, or end where there is none."""
    await db.execute("SELECT turn_out(id) FROM hub_user WHERE partner_id = $1 AND id = $2", partner_id, user_id)


async def told(db: Db, partner_id: str, vault: Vault, secret: str) -> None:
    """The person knows by now that they were turned out."""
    await db.execute(
        "UPDATE hub_session SET turned_out = false WHERE partner_id = $1 AND digest = $2",
        partner_id, vault.digest(secret),
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
    await hub_store.entered(
        db, partner_id, user_id, now=now
    )  # first: who changes a user holds its row, then its sessions
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
        "SELECT partner_id, user_id, person_id, client_id, role, csrf, lacks_factor, language, turned_out"
        " FROM enter_by_session($1)",
        vault.digest(secret),
    )
    return Session(**row) if row else None


async def end(db: Db, partner_id: str, vault: Vault, secret: str) -> None:
    await db.execute("DELETE FROM hub_session WHERE partner_id = $1 AND digest = $2", partner_id, vault.digest(secret))
