"""The client's people, in the database: taken from one partner as JSON rows, put down at the other."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db

SESSIONS = """
SELECT to_jsonb(s)::text FROM hub_session s JOIN hub_user u ON u.id = s.user_id
WHERE s.partner_id = $1 AND u.partner_id = $1 AND u.client_id = $2
"""
FACTORS = """
SELECT to_jsonb(f)::text FROM second_factor f JOIN hub_user u ON u.id = f.user_id
WHERE f.partner_id = $1 AND u.partner_id = $1 AND u.client_id = $2
"""
CODES = """
SELECT to_jsonb(r)::text FROM recovery_code r JOIN hub_user u ON u.id = r.user_id
WHERE r.partner_id = $1 AND u.partner_id = $1 AND u.client_id = $2
"""
PEOPLE = "DELETE FROM hub_user u WHERE partner_id = $1 AND client_id = $2 RETURNING to_jsonb(u)::text"
PUT_PERSON = """
INSERT INTO hub_user (partner_id, client_id, id, email, name, role, password_hash, tokens_valid_after, disabled_at,
    created_at, modified_at)
SELECT $1, $2, id, email, name, role, password_hash, $4, disabled_at, created_at, modified_at
FROM jsonb_populate_record(NULL::hub_user, $3::jsonb)
"""
PUT_SESSION = """
INSERT INTO hub_session (partner_id, digest, user_id, csrf, created_at, seen_at, expires_at, address, agent)
SELECT $1, digest, user_id, csrf, created_at, seen_at, expires_at, address, agent
FROM jsonb_populate_record(NULL::hub_session, $2::jsonb)
"""
PUT_FACTOR = """
INSERT INTO second_factor (partner_id, user_id, secret, created_at, confirmed_at, last_step)
SELECT $1, user_id, secret, created_at, confirmed_at, last_step FROM jsonb_populate_record(NULL::second_factor, $2::jsonb)
"""
PUT_CODE = """
INSERT INTO recovery_code (partner_id, user_id, digest, used_at)
SELECT $1, user_id, digest, used_at FROM jsonb_populate_record(NULL::recovery_code, $2::jsonb)
"""


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Rows as JSON: users, and of these sessions, second factors and recovery codes."""

    users: list[str]
    sessions: list[str]
    factors: list[str]
    codes: list[str]


async def take(db: Db, partner_id: str, client_id: str) -> People:
    """They are gone here then, with all that is theirs."""
    where = (partner_id, client_id)
    sessions = [row[0] for row in await db.fetch(SESSIONS, *where)]
    factors = [row[0] for row in await db.fetch(FACTORS, *where)]
    codes = [row[0] for row in await db.fetch(CODES, *where)]
    users = [row[0] for row in await db.fetch(PEOPLE, *where)]
    return People(users=users, sessions=sessions, factors=factors, codes=codes)


async def put(db: Db, partner_id: str, client_id: str, people: People, now: datetime) -> None:
    """With their passwords, second factors and sessions; tokens of before are refused."""
    await db.executemany(PUT_PERSON, [(partner_id, client_id, one, now) for one in people.users])
    await db.executemany(PUT_SESSION, [(partner_id, one) for one in people.sessions])
    await db.executemany(PUT_FACTOR, [(partner_id, one) for one in people.factors])
    await db.executemany(PUT_CODE, [(partner_id, one) for one in people.codes])
