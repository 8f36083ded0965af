"""Further destinations of a channel, in the database: endpoints of their own, told apart by name."""

import msgspec

from partnerhub.db.pool import Db


class Stored(msgspec.Struct, frozen=True):
    """`headers` are sealed."""

    name: str
    url: str
    headers: bytes | None


async def lock(db: Db, partner_id: str, channel_id: str) -> bool:
    """Whether further destinations are told; who changes them waits here for who else does."""
    found = await db.fetchval(
        "SELECT multi_webhook FROM endpoint WHERE partner_id = $1 AND kind = 'channel' AND owner_id = $2 FOR UPDATE",
        partner_id, channel_id,
    )  # fmt: skip
    return bool(found)


async def is_enabled(db: Db, partner_id: str, channel_id: str) -> bool:
    return bool(
        await db.fetchval(
            "SELECT multi_webhook FROM endpoint WHERE partner_id = $1 AND kind = 'channel' AND owner_id = $2",
            partner_id, channel_id,
        )
    )  # fmt: skip


async def set_enabled(db: Db, partner_id: str, channel_id: str, *, enabled: bool) -> None:
    """On the channel's own endpoint, which need not have a URL."""
    await db.execute(
        "INSERT INTO endpoint (partner_id, kind, owner_id, multi_webhook) VALUES ($1, 'channel', $2, $3)"
        " ON CONFLICT (partner_id, kind, owner_id, name) DO UPDATE SET multi_webhook = $3, modified_at = now()",
        partner_id, channel_id, enabled,
    )  # fmt: skip


async def of_channel(db: Db, partner_id: str, channel_id: str) -> list[Stored]:
    rows = await db.fetch(
        "SELECT name, url, headers FROM endpoint"
        " WHERE partner_id = $1 AND kind = 'destination' AND owner_id = $2 AND url IS NOT NULL ORDER BY id",
        partner_id, channel_id,
    )  # fmt: skip
    return [Stored(row["name"], row["url"], row["headers"]) for row in rows]


async def clear(db: Db, partner_id: str, channel_id: str, name: str | None = None) -> bool:
    """Take one away, or all; False when there was none. What is owed to it waits for a destination of the same name."""
    cleared = await db.fetch(
        "UPDATE endpoint SET url = NULL, headers = NULL, modified_at = now() WHERE partner_id = $1 AND kind = 'destination'"
        " AND owner_id = $2 AND url IS NOT NULL AND ($3::text IS NULL OR name = $3) RETURNING id",
        partner_id, channel_id, name,
    )  # fmt: skip
    return bool(cleared)
