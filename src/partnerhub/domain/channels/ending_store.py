"""The end of channels, in the database."""

from collections.abc import Collection
from datetime import datetime

from partnerhub.db.pool import Db

LIVING = "hub_status NOT IN ('terminated', 'deleted')"


async def due_to_end(db: Db, hub_status: str, until: datetime, limit: int) -> list[tuple[str, str]]:
    """(partner, channel) with this status whose `terminated_at` has passed; of every partner: the worker has no tenant."""
    rows = await db.fetch(
        "SELECT partner_id, id FROM channel WHERE hub_status = $1 AND terminated_at <= $2"
        " AND hub_status IN ('pending_deletion', 'terminated') ORDER BY terminated_at LIMIT $3",
        hub_status, until, limit,
    )  # fmt: skip
    return [(row["partner_id"], row["id"]) for row in rows]


async def set_terminated(db: Db, partner_id: str, channel_id: str, now: datetime) -> str | None:
    """Only a channel whose cancellation is due; returns its document."""
    return await db.fetchval(
        "UPDATE channel SET hub_status = 'terminated', account_mode = 'sandbox', availability_status = 'error',"
        " status = 'verified', meta_status = NULL, app_id = NULL, app_state = NULL, health = NULL, modified_at = $3"
        " WHERE partner_id = $1 AND id = $2 AND hub_status = 'pending_deletion' AND terminated_at <= $3 RETURNING doc",
        partner_id, channel_id, now,
    )  # fmt: skip


async def set_deleted(db: Db, partner_id: str, channel_id: str, now: datetime) -> bool:
    """Only a terminated channel."""
    done = await db.execute(
        "UPDATE channel SET hub_status = 'deleted', profile_info = '{}', project = '{}', modified_at = $3"
        " WHERE partner_id = $1 AND id = $2 AND hub_status = 'terminated'",
        partner_id, channel_id, now,
    )  # fmt: skip
    return done == "UPDATE 1"


async def is_any_gone(db: Db, partner_id: str, channel_ids: Collection[str]) -> bool:
    """Whether one of them was terminated."""
    return await db.fetchval(
        f"SELECT EXISTS (SELECT FROM channel WHERE partner_id = $1 AND id = ANY($2) AND NOT ({LIVING}))",
        partner_id, list(channel_ids),
    )  # fmt: skip


async def is_waba_in_use(db: Db, partner_id: str, waba_id: str) -> bool:
    """Whether it has a living channel; holds the WABA until the transaction ends."""
    await db.execute("SELECT 1 FROM waba WHERE partner_id = $1 AND id = $2 FOR UPDATE", partner_id, waba_id)
    return await db.fetchval(
        f"SELECT EXISTS (SELECT 1 FROM channel WHERE partner_id = $1 AND waba_id = $2 AND {LIVING})",
        partner_id,
        waba_id,
    )
