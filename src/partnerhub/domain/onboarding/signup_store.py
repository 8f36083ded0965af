"""SQL of signups and of the PINs of numbers."""

import uuid
from datetime import datetime, timedelta

from partnerhub.db.pool import Db, Row
from partnerhub.domain.clients import MOVED

ADD = """
INSERT INTO onboarding_signup (id, partner_id, client_id, code, step, state, due_at, created_at, modified_at)
VALUES ($2, $1, $3, $4, $5, $6, $7, $7, $7)
ON CONFLICT (partner_id, client_id, code) DO UPDATE SET code = excluded.code
RETURNING id
"""
ADD_AGAIN = """
INSERT INTO onboarding_signup AS s (id, partner_id, client_id, code, step, state, due_at, created_at, modified_at)
VALUES ($2, $1, $3, $4, $5, $6, $7, $7, $7)
ON CONFLICT (partner_id, client_id, code) DO UPDATE
SET step = CASE WHEN s.due_at IS NULL THEN excluded.step ELSE s.step END,
    state = CASE WHEN s.due_at IS NULL THEN excluded.state ELSE s.state END,
    attempts = CASE WHEN s.due_at IS NULL THEN 0 ELSE s.attempts END,
    due_at = coalesce(s.due_at, excluded.due_at)
RETURNING id
"""
FIND_SHARED = "SELECT * FROM onboarding_signup WHERE partner_id = $1 AND id = $2 AND starts_with(id, 'shr_')"
# Until the WABA is ours only the signup tells whose it is.
OF_BUSINESS = f"""
SELECT s.client_id FROM onboarding_signup s JOIN client c ON c.partner_id = s.partner_id AND c.id = s.client_id
CROSS JOIN LATERAL (SELECT coalesce(s.state -> 'before', s.state) AS state) at
WHERE s.partner_id = $1 AND starts_with(s.id, 'shr_') AND s.step IN ('shared', 'authorised', 'failed')
AND $2 IN (at.state ->> 'business_id', at.state -> 'sharing' ->> 'business_id') AND c.status <> '{MOVED}'
ORDER BY s.created_at DESC LIMIT 1
"""
FIND = "SELECT * FROM onboarding_signup WHERE partner_id = $1 AND client_id = $2 AND id = $3"
LATEST = """
SELECT * FROM onboarding_signup WHERE partner_id = $1 AND client_id = $2 AND due_at IS NOT NULL
ORDER BY created_at DESC LIMIT 1
"""
# The client's row is locked after the signup's, as the worker does it.
IS_ANOTHER = """
SELECT EXISTS (SELECT 1 FROM onboarding_signup s
        WHERE s.partner_id = $1 AND s.client_id = $2 AND s.id <> $3 AND s.due_at IS NOT NULL)
    OR EXISTS (SELECT 1 FROM channel ch JOIN onboarding_signup s ON s.partner_id = $1 AND s.id = $3
        WHERE ch.partner_id = $1 AND ch.client_id = $2 AND ch.created_at < s.created_at
        AND ch.hub_status NOT IN ('terminated', 'deleted'))
"""
HOLD_CLIENT = "SELECT 1 FROM client WHERE partner_id = $1 AND id = $2 FOR NO KEY UPDATE"
CLAIM = """
WITH due AS (
    SELECT partner_id, id FROM onboarding_signup WHERE due_at <= $2
    ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED
)
UPDATE onboarding_signup s SET claim = $1, due_at = $2 + $3, attempts = attempts + 1
FROM due WHERE s.partner_id = due.partner_id AND s.id = due.id
RETURNING s.partner_id, s.id, s.client_id, s.state, s.attempts, s.claim
"""
HOLD = "SELECT 1 FROM onboarding_signup WHERE partner_id = $1 AND id = $2 AND claim = $3 FOR UPDATE"
MOVE = """
UPDATE onboarding_signup
SET step = $4, state = $5, due_at = $6, modified_at = $7, attempts = 0, claim = NULL
WHERE partner_id = $1 AND id = $2 AND claim = $3
"""
POSTPONE = """
UPDATE onboarding_signup SET due_at = $4, claim = NULL WHERE partner_id = $1 AND id = $2 AND claim = $3
"""
REVIVE = """
UPDATE onboarding_signup
SET step = $4, state = $5, due_at = $6, modified_at = $6, attempts = 0, claim = NULL
WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND step = 'failed'
"""
ADD_PIN = "INSERT INTO onboarding_pin (partner_id, channel_id, pin) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
PIN = "SELECT pin FROM onboarding_pin WHERE partner_id = $1 AND channel_id = $2"


async def add(
    db: Db, partner_id: str, *, signup_id: str, client_id: str, code: bytes, step: str, state: str, now: datetime
) -> str:
    """`signup_id`, or the id of the signup that this code has begun before."""
    return await db.fetchval(ADD, partner_id, signup_id, client_id, code, step, state, now)


async def is_another(db: Db, partner_id: str, client_id: str, signup_id: str) -> bool:
    await db.execute(HOLD_CLIENT, partner_id, client_id)  # a statement of its own: the next sees what we waited for
    return await db.fetchval(IS_ANOTHER, partner_id, client_id, signup_id)


async def add_again(
    db: Db, partner_id: str, *, signup_id: str, client_id: str, code: bytes, step: str, state: str, now: datetime
) -> str:
    """One that has ended begins anew, one that is moving goes on; the id stays."""
    return await db.fetchval(ADD_AGAIN, partner_id, signup_id, client_id, code, step, state, now)


async def find_shared(db: Db, partner_id: str, signup_id: str) -> Row | None:
    return await db.fetchrow(FIND_SHARED, partner_id, signup_id)


async def client_of_business(db: Db, partner_id: str, business_id: str) -> str | None:
    """Whose signup shares a WABA of Meta's business portfolio, or tried to; the latest."""
    return await db.fetchval(OF_BUSINESS, partner_id, business_id)


async def find(db: Db, partner_id: str, client_id: str, signup_id: str) -> Row | None:
    return await db.fetchrow(FIND, partner_id, client_id, signup_id)


async def latest_moving(db: Db, partner_id: str, client_id: str) -> Row | None:
    return await db.fetchrow(LATEST, partner_id, client_id)


async def claim(db: Db, *, claim: uuid.UUID, now: datetime, lease: float, limit: int) -> list[Row]:
    """Of every partner: the worker has no tenant."""
    return await db.fetch(CLAIM, claim, now, timedelta(seconds=lease), limit)


async def hold(db: Db, partner_id: str, signup_id: str, claim: uuid.UUID) -> bool:
    """Lock the row for this transaction, if the claim is still the latest."""
    return bool(await db.fetchval(HOLD, partner_id, signup_id, claim))


async def move(
    db: Db,
    partner_id: str,
    signup_id: str,
    claim: uuid.UUID,
    *,
    step: str,
    state: str,
    due: datetime | None,
    now: datetime,
) -> None:
    await db.execute(MOVE, partner_id, signup_id, claim, step, state, due, now)


async def postpone(db: Db, partner_id: str, signup_id: str, claim: uuid.UUID, until: datetime) -> None:
    await db.execute(POSTPONE, partner_id, signup_id, claim, until)


async def revive(
    db: Db, partner_id: str, client_id: str, signup_id: str, *, step: str, state: str, now: datetime
) -> None:
    await db.execute(REVIVE, partner_id, client_id, signup_id, step, state, now)


async def add_pin(db: Db, partner_id: str, channel_id: str, pin: bytes) -> None:
    """The first PIN of a channel stays."""
    await db.execute(ADD_PIN, partner_id, channel_id, pin)


async def pin(db: Db, partner_id: str, channel_id: str) -> bytes:
    return await db.fetchval(PIN, partner_id, channel_id)
