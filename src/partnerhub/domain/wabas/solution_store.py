"""WABAs that a multi-partner solution shares with us, in the database."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.clients import MOVED


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """A WABA whose token is to be replaced."""

    partner_id: str
    id: str
    solution_id: str
    fb_business_id: str


async def set_solution(
    db: Db, partner_id: str, waba_id: str, solution_id: str | None, refresh_at: datetime | None
) -> None:
    await db.execute(
        "UPDATE waba SET solution_id = $3, token_refresh_at = $4 WHERE partner_id = $1 AND id = $2",
        partner_id, waba_id, solution_id, refresh_at,
    )  # fmt: skip


async def set_token(db: Db, partner_id: str, waba_id: str, token: bytes, refresh_at: datetime | None) -> None:
    """`token` is sealed. Only for a WABA that is still ours."""
    await db.execute(
        "UPDATE waba SET graph_token = $3, token_refresh_at = $4"
        " WHERE partner_id = $1 AND id = $2 AND status <> 'bsp_removed'",
        partner_id, waba_id, token, refresh_at,
    )  # fmt: skip


async def claim_ending(db: Db, now: datetime, again_at: datetime, limit: int) -> list[Ending]:
    """Of every partner: the worker has no tenant. Whoever fails leaves it due at `again_at`."""
    rows = await db.fetch(
        "UPDATE waba w SET token_refresh_at = $2"
        " FROM (SELECT partner_id, id FROM waba WHERE token_refresh_at <= $1 ORDER BY token_refresh_at LIMIT $3"
        " FOR UPDATE SKIP LOCKED) due"
        " WHERE w.partner_id = due.partner_id AND w.id = due.id"
        " AND w.solution_id IS NOT NULL AND w.fb_business_id IS NOT NULL"
        " RETURNING w.partner_id, w.id, w.solution_id, w.fb_business_id",
        now, again_at, limit,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Ending) for row in rows]


async def client_of_business(db: Db, partner_id: str, fb_business_id: str) -> str | None:
    """The partner's client that has a WABA of Meta's business portfolio, or had; the latest of those that have not moved away."""
    return await db.fetchval(
        "SELECT w.client_id FROM waba w JOIN client c ON c.partner_id = w.partner_id AND c.id = w.client_id"
        f" WHERE w.partner_id = $1 AND w.fb_business_id = $2 AND c.status <> '{MOVED}' ORDER BY w.created_at DESC LIMIT 1",
        partner_id, fb_business_id,
    )  # fmt: skip
