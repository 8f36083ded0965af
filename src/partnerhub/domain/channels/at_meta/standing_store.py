"""What Meta says of channels, in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from partnerhub.db.pool import Db

Access = Literal["granted", "refused"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A channel as far as Meta has a say in it, with its WABA's status."""

    account_mode: str
    waba_status: str
    meta_status: str | None
    availability_status: str
    current_limit: str | None
    current_quality_rating: str | None
    phone_name: str | None
    new_name_status: str | None
    is_oba: bool
    is_on_biz_app: bool
    throughput: str | None
    can_send_message: str | None
    meta_access: Access


async def of_waba(db: Db, partner_id: str, waba_id: str) -> list[tuple[str, str]]:
    """(channel, its number in digits), those that are not gone; always in one order, so that nobody waits in a ring."""
    rows = await db.fetch(
        "SELECT id, setup_info ->> 'phone_number' AS phone_number FROM channel"
        " WHERE partner_id = $1 AND waba_id = $2 AND hub_status NOT IN ('terminated', 'deleted') ORDER BY id",
        partner_id, waba_id,
    )  # fmt: skip
    return [(row["id"], row["phone_number"]) for row in rows]


async def lock(db: Db, partner_id: str, channel_id: str) -> Standing | None:
    """Held until the transaction ends; None when the channel is gone."""
    # Two statements: what became of the WABA while the first one waited is seen by the second only.
    await db.execute("SELECT FROM channel WHERE partner_id = $1 AND id = $2 FOR NO KEY UPDATE", partner_id, channel_id)
    row = await db.fetchrow(
        "SELECT ch.account_mode, w.status AS waba_status, ch.meta_status, ch.availability_status, ch.current_limit,"
        " ch.current_quality_rating, ch.setup_info ->> 'phone_name' AS phone_name,"
        " ch.setup_info ->> 'new_name_status' AS new_name_status, ch.is_oba, ch.is_on_biz_app, ch.throughput,"
        " ch.can_send_message, CASE WHEN ch.meta_refused_at IS NULL THEN 'granted' ELSE 'refused' END AS meta_access"
        " FROM channel ch JOIN waba w ON w.partner_id = ch.partner_id AND w.id = ch.waba_id"
        " WHERE ch.partner_id = $1 AND ch.id = $2 AND ch.hub_status NOT IN ('terminated', 'deleted')",
        partner_id, channel_id,
    )  # fmt: skip
    return msgspec.convert(dict(row), Standing) if row else None


async def set_standing(db: Db, partner_id: str, channel_id: str, after: Standing, now: datetime) -> str:
    """Returns the channel's document."""
    return await db.fetchval(
        "UPDATE channel SET meta_status = $3, availability_status = $4, current_limit = $5, current_quality_rating = $6,"
        " is_oba = $7, is_on_biz_app = $8, modified_at = $11, throughput = $12, can_send_message = $13,"
        " meta_refused_at = CASE $14 WHEN 'refused' THEN coalesce(meta_refused_at, $11) END,"
        " setup_info = setup_info || jsonb_strip_nulls("
        "jsonb_build_object('phone_name', $9::text, 'new_name_status', $10::text))"
        " WHERE partner_id = $1 AND id = $2 RETURNING doc",
        partner_id, channel_id, after.meta_status, after.availability_status, after.current_limit,
        after.current_quality_rating, after.is_oba, after.is_on_biz_app, after.phone_name, after.new_name_status, now,
        after.throughput, after.can_send_message, after.meta_access,
    )  # fmt: skip


async def keep_reading(db: Db, partner_id: str, channel_id: str, faults: Sequence[str], now: datetime) -> None:
    """Meta has answered just now, with these reasons against messages."""
    await db.execute(
        "UPDATE channel SET meta_faults = $3, meta_read_at = $4 WHERE partner_id = $1 AND id = $2",
        partner_id, channel_id, list(faults), now,
    )  # fmt: skip


async def find_doc(db: Db, partner_id: str, channel_id: str) -> str:
    return await db.fetchval("SELECT doc FROM channel WHERE partner_id = $1 AND id = $2", partner_id, channel_id)


async def add_block(db: Db, partner_id: str, channel_id: str, reason: str, now: datetime) -> tuple[str, int] | None:
    """(document, how many reasons now); None when there was this one already."""
    row = await db.fetchrow(
        "UPDATE channel SET template_blocks = template_blocks || $3::text, modified_at = $4"
        " WHERE partner_id = $1 AND id = $2 AND $3 <> ALL (template_blocks)"
        " RETURNING doc, cardinality(template_blocks) AS reasons",
        partner_id, channel_id, reason, now,
    )  # fmt: skip
    return (row["doc"], row["reasons"]) if row else None


async def remove_block(db: Db, partner_id: str, channel_id: str, reason: str, now: datetime) -> tuple[str, int] | None:
    """(document, how many reasons are left); None when this one was none."""
    row = await db.fetchrow(
        "UPDATE channel SET template_blocks = array_remove(template_blocks, $3), modified_at = $4"
        " WHERE partner_id = $1 AND id = $2 AND $3 = ANY (template_blocks)"
        " RETURNING doc, cardinality(template_blocks) AS reasons",
        partner_id, channel_id, reason, now,
    )  # fmt: skip
    return (row["doc"], row["reasons"]) if row else None
