"""The client's people, in the database: taken from one partner as JSON rows, put down at the other.

Who they are stays: passwords and second factors belong to people, not to partners.
"""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db

SESSIONS = """
DELETE FROM hub_session s USING hub_user u
WHERE s.partner_id = $1 AND u.partner_id = $1 AND u.id = s.user_id AND u.client_id = $2 RETURNING to_jsonb(s)::text
"""
PEOPLE = "DELETE FROM hub_user u WHERE partner_id = $1 AND client_id = $2 RETURNING to_jsonb(u)::text"
PUT_PERSON = """
INSERT INTO hub_user (partner_id, client_id, id, email, name, role, language, person_id, entered_at, tokens_valid_after,
    disabled_at, created_at, modified_at)
SELECT $1, $2, id, email, name, role, language, person_id, entered_at, $4, disabled_at, created_at, modified_at
FROM jsonb_populate_record(NULL::hub_user, $3::jsonb)
"""
PUT_SESSION = """
INSERT INTO hub_session (partner_id, digest, user_id, csrf, created_at, seen_at, expires_at, address, agent, turned_out)
SELECT $1, digest, user_id, csrf, created_at, seen_at, expires_at, address, agent, turned_out
FROM jsonb_populate_record(NULL::hub_session, $2::jsonb)
"""


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Rows as JSON: users, and the sessions that are in the client's hub."""

    users: list[str]
    sessions: list[str]


async def take(db: Db, partner_id: str, client_id: str) -> People:
    """They are gone here then, with all that is theirs."""
    where = (partner_id, client_id)
    sessions = [row[0] for row in await db.fetch(SESSIONS, *where)]
    users = [row[0] for row in await db.fetch(PEOPLE, *where)]
    return People(users=users, sessions=sessions)


async def put(db: Db, partner_id: str, client_id: str, people: People, now: datetime) -> None:
    """With their sessions; tokens of before are refused."""
    await db.executemany(PUT_PERSON, [(partner_id, client_id, one, now) for one in people.users])
    await db.executemany(PUT_SESSION, [(partner_id, one) for one in people.sessions])
