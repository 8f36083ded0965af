"""The hubs of a person: one e-mail may be a user of several partners, and of several of their clients.

Functions of the schema that run as its owner look across partners: no row of another partner is seen here otherwise.
"""

from datetime import UTC, datetime

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.kit.crypto import Vault, new_secret

NEVER = datetime.min.replace(tzinfo=UTC)
OF_EMAIL = "SELECT h.* FROM password_of($1) e, hubs_of(e.person_id) h"
OF_USER = "SELECT h.* FROM hub_user u, hubs_of(u.person_id) h WHERE u.partner_id = $1 AND u.id = $2"
MOVE = "SELECT partner_id, client_id FROM move_session($1, $2, $3, $4)"
ENTERED = "UPDATE hub_user SET entered_at = $3 WHERE partner_id = $1 AND id = $2"


class Hub(msgspec.Struct, frozen=True, kw_only=True):
    """Where a person may come in, as `user_id`. `client_id` is None for a Partner Hub.

    `password_tokens`: whether the partner lets its users have bearer tokens by password.
    """

    partner_id: str
    user_id: str
    client_id: str | None
    brand_name: str | None
    client_name: str | None
    password_tokens: bool
    joined_at: datetime
    entered_at: datetime | None

    @property
    def brand(self) -> str:
        return self.brand_name or self.partner_id

    @property
    def name(self) -> str:
        """Whose hub it is."""
        return self.client_name if self.client_id and self.client_name else self.brand


async def of_email(db: Db, email: str) -> list[Hub]:
    """The last used first. The e-mail says whose they are, so there is no tenant yet; none that is disabled."""
    return _latest_first(await db.fetch(OF_EMAIL, email.strip().lower().replace("\0", "\ufffd")))


async def of_user(db: Db, partner_id: str, user_id: str) -> list[Hub]:
    """Of the person who is this user, with this one, the last used first."""
    return _latest_first(await db.fetch(OF_USER, partner_id, user_id))


def _latest_first(rows: list[Row]) -> list[Hub]:
    hubs = sorted((Hub(**row) for row in rows), key=lambda one: (one.joined_at, one.user_id))
    return sorted(hubs, key=lambda one: one.entered_at or NEVER, reverse=True)


async def switch(db: Db, partner_id: str, vault: Vault, secret: str, user_id: str) -> tuple[str, str | None] | None:
    """The session, in a hub of this partner, goes on in the one where its person is `user_id`.

    (partner, client) of that one, for which the connection acts from here on; forms of before count no more. None: it is none
    of this person's hubs, or is closed to them.
    """
    row = await db.fetchrow(MOVE, partner_id, vault.digest(secret), user_id, new_secret(""))
    return (row["partner_id"], row["client_id"]) if row else None


async def entered(db: Db, partner_id: str, user_id: str, *, now: datetime) -> None:
    """The next log-in leads here."""
    await db.execute(ENTERED, partner_id, user_id, now)
