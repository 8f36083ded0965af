"""A partner's people in tests: users of a role, with a token or a session, and the letters that they were sent."""

import re
from datetime import timedelta

from tests.world import VAULT

from partnerhub.db.pool import Database, Db
from partnerhub.domain.access import passwords, tokens, users
from partnerhub.domain.access.scopes import Role
from partnerhub.kit import clock, ids

LINK = re.compile(r"http\S+/login/\w+/(PHUL\w+)")

JOIN = "UPDATE hub_user SET person_id = (SELECT person_id FROM password_of(email)) WHERE partner_id = $1 AND id = $2"


async def add_user(database: Database, partner_id: str, role: Role = "owner") -> str:
    """The id of one who can log in."""
    email = f"{ids.random_id(12).lower()}@people.example"
    async with database.writing(partner_id) as db:
        return await users.create(
            db, partner_id, email=email, name="Ada", password_hash=passwords.NOBODY, role=role, now=clock.now()
        )


async def join(db: Db, partner_id: str, email: str, client_id: str | None = None) -> str:
    """Who has an account elsewhere is an owner here, too: the id of the user they are."""
    user_id = await users.create(
        db, partner_id, email=email, name="Ada", password_hash=None, client_id=client_id, now=clock.now()
    )
    await db.execute(JOIN, partner_id, user_id)
    return user_id


async def bearer(database: Database, partner_id: str, user_id: str) -> dict[str, str]:
    """The header of a token, as `POST /token` would have given it a second ago."""
    async with database.entering() as db:
        key = await tokens.signing_key(db, VAULT)
    async with database.writing(partner_id) as db:
        now = clock.now() - timedelta(seconds=1)
        made = await tokens.issue(db, partner_id, user_id, key, vault=VAULT, now=now)
    return {"authorization": f"Bearer {made.access}"}


async def letters_to(database: Database, email: str) -> list[str]:
    """The texts that wait to be sent, oldest first."""
    async with database.working() as db:
        rows = await db.fetch("SELECT body FROM letter WHERE recipient = $1 ORDER BY id", email)
    return [VAULT.unseal(row["body"]) for row in rows]


def link_in(text: str) -> str:
    """The secret of the letter's link."""
    found = LINK.search(text)
    assert found, text
    return found[1]
