"""All partners, for the operator."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db

PAGE = """
SELECT p.id, p.brand_name, p.country, p.payment_model, p.created_at, p.disabled_at,
    (SELECT count(*) FROM client c WHERE c.partner_id = p.id) AS clients,
    (SELECT count(*) FROM channel c WHERE c.partner_id = p.id) AS channels
FROM partner p
WHERE ($1 = '' OR p.id = $1 OR strpos(lower(coalesce(p.brand_name, '')), lower($1)) > 0)
    AND (p.created_at, p.id) < ($2, $3)
ORDER BY p.created_at DESC, p.id DESC LIMIT $4
"""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    brand_name: str | None
    country: str
    payment_model: str
    created_at: datetime
    disabled_at: datetime | None
    clients: int
    channels: int


async def page(db: Db, wanted: str, *, before: tuple[datetime, str], limit: int) -> list[Listed]:
    """Of all partners, for the operator: newest first, older than `before`; `wanted` is an id or a part of a brand name."""
    return [Listed(**row) for row in await db.fetch(PAGE, wanted, *before, limit)]
