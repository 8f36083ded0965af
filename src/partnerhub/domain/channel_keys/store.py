"""Channel keys in the database."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from partnerhub.db.pool import Database, Db, Row


class ChannelKey(msgspec.Struct, frozen=True, kw_only=True):
    """A live key; `hint` is its first characters."""

    id: str
    app_id: str
    hint: str


class EnteredChannel(msgspec.Struct, frozen=True, kw_only=True):
    """The channel that a key let in, and what a call upstream needs; `graph_token` is sealed.

    `unpaid`: the funds that pay for its messages are used up. `routes_marketing`: its marketing templates go by Meta's
    Marketing Messages API. `throughput`: Meta's word, None before it was asked.
    """

    partner_id: str
    channel_id: str
    client_id: str
    waba_id: str
    phone_number_id: str
    waba_external_id: str
    phone_number: str
    graph_token: bytes | None
    hub_status: str
    unpaid: bool
    routes_marketing: bool
    throughput: str | None = None
    is_on_biz_app: bool = False


async def lock_channel(db: Db, partner_id: str, channel_id: str) -> Row | None:
    """What decides whether a key may be made; held until the transaction ends, so that two new keys come one by one."""
    return await db.fetchrow(
        "SELECT app_id, app_state, permission_granted_at FROM channel WHERE partner_id = $1 AND id = $2 FOR NO KEY UPDATE",
        partner_id, channel_id,
    )  # fmt: skip


async def revoke_live(db: Db, partner_id: str, channel_id: str, now: datetime) -> None:
    await db.execute(
        "UPDATE channel_key SET revoked_at = $3 WHERE partner_id = $1 AND channel_id = $2 AND revoked_at IS NULL",
        partner_id, channel_id, now,
    )  # fmt: skip


async def insert(
    db: Db, partner_id: str, channel_id: str, *, hint: str, digest: bytes, made_by: str, now: datetime
) -> str:
    """The new key's id, a number as text."""
    return await db.fetchval(
        "INSERT INTO channel_key (partner_id, channel_id, hint, digest, made_by, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id::text",
        partner_id, channel_id, hint, digest, made_by, now,
    )  # fmt: skip


async def live_of_channel(db: Db, partner_id: str, channel_id: str) -> list[ChannelKey]:
    rows = await db.fetch(
        "SELECT k.id::text, ch.app_id, k.hint FROM channel_key k"
        " JOIN channel ch ON ch.partner_id = k.partner_id AND ch.id = k.channel_id"
        " WHERE k.partner_id = $1 AND k.channel_id = $2 AND k.revoked_at IS NULL",
        partner_id, channel_id,
    )  # fmt: skip
    return [msgspec.convert(dict(row), ChannelKey) for row in rows]


async def keyed_among(db: Db, partner_id: str, channel_ids: Collection[str]) -> dict[str, str]:
    """The hint of the live key of each of `channel_ids` that has one."""
    rows = await db.fetch(
        "SELECT channel_id, hint FROM channel_key WHERE partner_id = $1 AND channel_id = ANY($2) AND revoked_at IS NULL",
        partner_id, list(channel_ids),
    )  # fmt: skip
    return {row["channel_id"]: row["hint"] for row in rows}


async def channels_of_keys(database: Database, digests: Collection[bytes]) -> dict[bytes, EnteredChannel]:
    """By digest, the channels of the live keys among these; each key says whose it is."""
    rows = await database.entries("channels_of_keys($1)", list(digests))
    return {row["digest"]: msgspec.convert(dict(row), EnteredChannel) for row in rows}
