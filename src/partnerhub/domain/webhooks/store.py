"""Endpoints and the deliveries owed to them, in the database, for those who owe and own."""

from collections.abc import Collection
from typing import Literal

from partnerhub.db.pool import Db

Kind = Literal["partner", "waba", "channel", "destination"]

PUT = (
    "INSERT INTO endpoint (partner_id, kind, owner_id, url, headers, override_all, name) VALUES ($1, $2, $3, $4, $5, $6, $7)"
    " ON CONFLICT (partner_id, kind, owner_id, name) DO UPDATE SET url = {url}, headers = {headers}, override_all = $6"
    " RETURNING id"
)
PUT_TARGET = PUT.format(url="excluded.url", headers="excluded.headers")
PUT_URL = PUT.format(url="excluded.url", headers="endpoint.headers")
PUT_HEADERS = PUT.format(url="endpoint.url", headers="excluded.headers")


async def put_target(
    db: Db,
    partner_id: str,
    kind: Kind,
    owner_id: str,
    url: str,
    headers: bytes | None,
    *,
    override_all: bool = False,
    name: str = "",
) -> int:
    """`headers` are sealed; `name` is of a destination. The endpoint's id, as of all three."""
    return await db.fetchval(PUT_TARGET, partner_id, kind, owner_id, url, headers, override_all, name)


async def put_partner_url(db: Db, partner_id: str, url: str | None) -> int:
    """Headers set beside it stay."""
    return await db.fetchval(PUT_URL, partner_id, "partner", partner_id, url, None, False, "")


async def put_partner_headers(db: Db, partner_id: str, headers: bytes | None) -> int:
    """Sealed; the URL stays. They may come before it."""
    return await db.fetchval(PUT_HEADERS, partner_id, "partner", partner_id, None, headers, False, "")


async def find_partner_headers(db: Db, partner_id: str) -> bytes | None:
    """Sealed."""
    return await db.fetchval(
        "SELECT headers FROM endpoint WHERE partner_id = $1 AND kind = 'partner' AND owner_id = $1", partner_id
    )


async def partner_url(db: Db, partner_id: str) -> str | None:
    return await db.fetchval(
        "SELECT url FROM endpoint WHERE partner_id = $1 AND kind = 'partner' AND owner_id = $1", partner_id
    )


async def find_target(db: Db, partner_id: str, kind: Kind, owner_id: str) -> tuple[str, bytes | None] | None:
    """(url, sealed headers)."""
    row = await db.fetchrow(
        "SELECT url, headers FROM endpoint WHERE partner_id = $1 AND kind = $2 AND owner_id = $3 AND url IS NOT NULL",
        partner_id, kind, owner_id,
    )  # fmt: skip
    return (row["url"], row["headers"]) if row else None


async def urls_among(db: Db, partner_id: str, owner_ids: Collection[str]) -> dict[str, str]:
    """Where the webhooks of these channels and WABAs go; those without a URL of their own are missing."""
    rows = await db.fetch(
        "SELECT owner_id, url FROM endpoint WHERE partner_id = $1 AND kind IN ('waba', 'channel') AND owner_id = ANY($2)"
        " AND url IS NOT NULL",
        partner_id, list(owner_ids),
    )  # fmt: skip
    return {row["owner_id"]: row["url"] for row in rows}


async def clear_target(db: Db, partner_id: str, kind: Kind, owner_id: str) -> None:
    """A channel's further destinations go with it."""
    await db.execute(
        "UPDATE endpoint SET url = NULL, headers = NULL, modified_at = now()"
        " WHERE partner_id = $1 AND owner_id = $3 AND (kind = $2 OR ($2 = 'channel' AND kind = 'destination'))",
        partner_id, kind, owner_id,
    )  # fmt: skip


async def owe_partner(db: Db, partner_id: str, event_id: str, channel_id: str | None) -> None:
    """Owe the event to the partner's own endpoint, if there is one."""
    await db.execute(
        "INSERT INTO delivery (partner_id, endpoint_id, event_id, bucket)"
        " SELECT partner_id, id, $2, CASE WHEN fifo THEN coalesce($3, '-') ELSE '' END FROM endpoint"
        " WHERE partner_id = $1 AND kind = 'partner' AND owner_id = $1 AND url IS NOT NULL",
        partner_id, event_id, channel_id,
    )  # fmt: skip


async def make_platform_secret(db: Db, partner_id: str, sealed: bytes) -> bytes:
    """The partner's own sealed secret; `sealed` becomes it when there is none yet, and never otherwise."""
    return await db.fetchval(
        "UPDATE partner SET platform_secret = coalesce(platform_secret, $2) WHERE id = $1 RETURNING platform_secret",
        partner_id, sealed,
    )  # fmt: skip
