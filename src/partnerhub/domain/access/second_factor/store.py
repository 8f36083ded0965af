"""Second factors in the database: secrets sealed, recovery codes as keyed hashes.

A person has one for all hubs, and is named here by a user of one of them: row-level security shows no others.
"""

from collections.abc import Collection
from datetime import datetime

import msgspec

from partnerhub.db.pool import Db

BEGIN = """
INSERT INTO second_factor AS f (person_id, secret, created_at)
SELECT person_id, $3, $4 FROM hub_user WHERE partner_id = $1 AND id = $2
ON CONFLICT (person_id) DO UPDATE SET secret = $3, created_at = $4, last_step = 0 WHERE f.confirmed_at IS NULL
"""
HOLD = """
SELECT FROM second_factor f JOIN hub_user u ON u.person_id = f.person_id
WHERE u.partner_id = $1 AND u.id = $2 FOR UPDATE OF f
"""
HELD = """
SELECT f.person_id, f.secret, f.confirmed_at, f.last_step, u.email, u.name, u.language,
    greatest(u.tokens_valid_after, e.tokens_valid_after) AS tokens_valid_after
FROM second_factor f JOIN hub_user u ON u.person_id = f.person_id JOIN person e ON e.id = f.person_id
WHERE u.partner_id = $1 AND u.id = $2 AND u.disabled_at IS NULL
"""
STATE = """
SELECT f.secret, f.confirmed_at, (SELECT count(*) FROM recovery_code c
    WHERE c.person_id = f.person_id AND c.used_at IS NULL) AS codes_left
FROM second_factor f JOIN hub_user u ON u.person_id = f.person_id WHERE u.partner_id = $1 AND u.id = $2
"""
IS_ON = """
SELECT EXISTS (SELECT FROM second_factor f JOIN hub_user u ON u.person_id = f.person_id
    WHERE u.partner_id = $1 AND u.id = $2 AND f.confirmed_at IS NOT NULL)
"""
WHOSE = "person_id = (SELECT person_id FROM hub_user WHERE partner_id = $1 AND id = $2)"
USE_RECOVERY_CODE = f"UPDATE recovery_code SET used_at = $4 WHERE {WHOSE} AND digest = $3 AND used_at IS NULL"
ADD_RECOVERY_CODES = """
INSERT INTO recovery_code (person_id, digest) SELECT person_id, unnest($3::bytea[])
FROM hub_user WHERE partner_id = $1 AND id = $2
"""
END_TOKENS = """
UPDATE person e SET tokens_valid_after = $3 FROM hub_user u WHERE u.partner_id = $1 AND u.id = $2 AND e.id = u.person_id
"""
END_TOKENS_WITHOUT = """
UPDATE hub_user u SET tokens_valid_after = $2 WHERE partner_id = $1 AND client_id IS NULL AND NOT EXISTS (
    SELECT FROM second_factor f WHERE f.person_id = u.person_id AND f.confirmed_at IS NOT NULL)
"""


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Without `confirmed_at` it is being set up. `secret` is sealed."""

    secret: bytes
    confirmed_at: datetime | None
    codes_left: int


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A second factor and whose it is, locked. What was proved before `tokens_valid_after` counts no more."""

    person_id: str
    secret: bytes
    confirmed_at: datetime | None
    last_step: int
    email: str
    name: str
    language: str | None
    tokens_valid_after: datetime


async def state(db: Db, partner_id: str, user_id: str) -> State | None:
    row = await db.fetchrow(STATE, partner_id, user_id)
    return State(**row) if row else None


async def is_on(db: Db, partner_id: str, user_id: str) -> bool:
    return await db.fetchval(IS_ON, partner_id, user_id)


async def begin(db: Db, partner_id: str, user_id: str, *, secret: bytes, now: datetime) -> bool:
    """Instead of one that was not confirmed; False when one is on."""
    return await db.execute(BEGIN, partner_id, user_id, secret, now) == "INSERT 0 1"


async def hold(db: Db, partner_id: str, user_id: str) -> Held | None:
    """Locked until the end of the transaction, so that of two guesses the second knows of the first."""
    # Two statements: that the user was disabled while the first one waited is seen by the second only.
    await db.execute(HOLD, partner_id, user_id)
    row = await db.fetchrow(HELD, partner_id, user_id)
    return Held(**row) if row else None


async def confirm(db: Db, partner_id: str, user_id: str, *, now: datetime) -> None:
    await db.execute(f"UPDATE second_factor SET confirmed_at = $3 WHERE {WHOSE}", partner_id, user_id, now)


async def use_step(db: Db, partner_id: str, user_id: str, step: int) -> None:
    await db.execute(f"UPDATE second_factor SET last_step = $3 WHERE {WHOSE}", partner_id, user_id, step)


async def use_recovery_code(db: Db, partner_id: str, user_id: str, digest: bytes, *, now: datetime) -> bool:
    """False when it is none, or was used."""
    return await db.execute(USE_RECOVERY_CODE, partner_id, user_id, digest, now) == "UPDATE 1"


async def replace_recovery_codes(db: Db, partner_id: str, user_id: str, digests: Collection[bytes]) -> None:
    await db.execute(f"DELETE FROM recovery_code WHERE {WHOSE}", partner_id, user_id)
    await db.execute(ADD_RECOVERY_CODES, partner_id, user_id, list(digests))


async def remove(db: Db, partner_id: str, user_id: str) -> bool:
    """With its recovery codes; False when there is none."""
    return await db.execute(f"DELETE FROM second_factor WHERE {WHOSE}", partner_id, user_id) == "DELETE 1"


async def end_tokens(db: Db, partner_id: str, user_id: str, *, now: datetime) -> None:
    """Those that the password alone had got, for whatever hub; sessions stay."""
    await db.execute(END_TOKENS, partner_id, user_id, now)


async def end_tokens_without(db: Db, partner_id: str, *, now: datetime) -> None:
    """Bearer tokens of users without a second factor, made until now; they are refused at the next request."""
    await db.execute(END_TOKENS_WITHOUT, partner_id, now)
