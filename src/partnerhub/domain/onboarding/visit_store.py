"""SQL of visits and of used link signatures."""

from datetime import datetime

from partnerhub.db.pool import Db, Row

ADD = """
INSERT INTO onboarding_visit (id, partner_id, browser, flow, parameters, target, signed, created_at, expires_at,
    link_id, failure_url)
VALUES ($2, $1, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
ENTER = "SELECT partner_id FROM enter_by_visit($1, $2)"
GET = """
SELECT id, partner_id, flow, parameters, target, signed, client_id, signup_id, result, failure_url, created_at
FROM onboarding_visit WHERE partner_id = $1 AND id = $2
"""
SET_CLIENT = "UPDATE onboarding_visit SET client_id = $3 WHERE partner_id = $1 AND id = $2"
SET_SIGNUP = "UPDATE onboarding_visit SET signup_id = $3 WHERE partner_id = $1 AND id = $2"
FINISH = "UPDATE onboarding_visit SET result = $3, finished_at = $4 WHERE partner_id = $1 AND id = $2"
USE_SIGNATURE = """
INSERT INTO onboarding_signature (partner_id, digest, expires_at) VALUES ($1, $2, $3)
ON CONFLICT DO NOTHING RETURNING true
"""
HOLD_CLIENT = "SELECT FROM client WHERE partner_id = $1 AND id = $2 FOR NO KEY UPDATE"
UNCLAIMED = """
SELECT lower(coalesce(c.contact_user ->> 'email', c.contact_info ->> 'email', '')) AS email FROM client c
WHERE c.partner_id = $1 AND c.id = $2
AND NOT EXISTS (SELECT 1 FROM hub_user u WHERE u.partner_id = $1 AND u.client_id = c.id)
"""
PRUNE_VISITS = "DELETE FROM onboarding_visit WHERE expires_at < $1"
PRUNE_SIGNATURES = "DELETE FROM onboarding_signature WHERE expires_at < $1"


async def add(
    db: Db,
    partner_id: str,
    *,
    visit_id: str,
    browser: bytes,
    flow: str,
    parameters: str,
    target: str,
    signed: bool,
    now: datetime,
    expires: datetime,
    link_id: str | None = None,
    failure_url: str | None = None,
) -> None:
    await db.execute(
        ADD, partner_id, visit_id, browser, flow, parameters, target, signed, now, expires, link_id, failure_url
    )


async def enter(db: Db, visit_id: str, browser: bytes) -> str | None:
    """The visit's partner, for whom the connection acts from here on."""
    return await db.fetchval(ENTER, visit_id, browser)


async def get(db: Db, partner_id: str, visit_id: str) -> Row | None:
    return await db.fetchrow(GET, partner_id, visit_id)


async def set_client(db: Db, partner_id: str, visit_id: str, client_id: str) -> None:
    await db.execute(SET_CLIENT, partner_id, visit_id, client_id)


async def set_signup(db: Db, partner_id: str, visit_id: str, signup_id: str | None) -> None:
    await db.execute(SET_SIGNUP, partner_id, visit_id, signup_id)


async def finish(db: Db, partner_id: str, visit_id: str, result: str, now: datetime) -> None:
    await db.execute(FINISH, partner_id, visit_id, result, now)


async def use_signature(db: Db, partner_id: str, digest: bytes, expires: datetime) -> bool:
    """False when it was used before."""
    return bool(await db.fetchval(USE_SIGNATURE, partner_id, digest, expires))


async def unclaimed_email(db: Db, partner_id: str, client_id: str) -> str | None:
    """The e-mail of a client that nobody logs in to yet; held until the transaction ends. None: there is no such client."""
    # Two statements: a user that came while the first one waited is seen by the second only.
    await db.execute(HOLD_CLIENT, partner_id, client_id)
    return await db.fetchval(UNCLAIMED, partner_id, client_id)


async def prune(db: Db, *, now: datetime) -> None:
    """Visits and signatures that are over, of every partner: the worker has no tenant."""
    await db.execute(PRUNE_VISITS, now)
    await db.execute(PRUNE_SIGNATURES, now)
