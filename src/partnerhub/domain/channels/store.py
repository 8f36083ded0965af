"""Channels in the database. A statement that changes one returns its new document, or None when nothing changed."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from partnerhub.db.pool import Db, Row

STATE = (  # in one word, as people read it; only the channel has these columns, so it serves in a join as well
    "CASE WHEN hub_status IN ('terminated', 'deleted') THEN 'terminated' WHEN cancelled_at IS NOT NULL THEN 'pending_deletion'"
    " WHEN availability_status = 'error' THEN 'error' WHEN account_mode = 'live' THEN 'live' ELSE 'setting_up' END"
)
MOST_CHANGES = 100  # of a permission that are shown
GONE = ("terminated", "deleted")


class ClientChannel(msgspec.Struct, frozen=True, kw_only=True):
    """A channel as its client's and its partner's pages need it. `state`: see STATE."""

    id: str
    client_id: str
    waba_id: str
    phone_number: str
    phone_name: str | None
    state: str
    status: str
    account_mode: str
    availability_status: str
    hub_status: str
    current_limit: str | None
    current_quality_rating: str | None
    app_state: str | None
    permission_granted_at: datetime | None
    cancelled_at: datetime | None
    terminated_at: datetime | None
    can_send_message: str | None
    meta_faults: list[str]
    meta_read_at: datetime | None
    meta_refused_at: datetime | None
    created_at: datetime

    @property
    def is_gone(self) -> bool:
        return self.hub_status in GONE


class PermissionChange(msgspec.Struct, frozen=True, kw_only=True):
    granted: bool
    actor: str
    at: datetime


async def insert(
    db: Db,
    partner_id: str,
    channel_id: str,
    *,
    client_id: str,
    waba_id: str,
    external_id: str,
    setup_info: str,
    current_limit: str | None,
    current_quality_rating: str | None,
    is_on_biz_app: bool,
    project: str,
    now: datetime,
) -> str | None:
    """None when the phone number is already a channel, of this partner or of any other."""
    return await db.fetchval(
        "INSERT INTO channel (partner_id, id, client_id, waba_id, external_id, setup_info, current_limit, current_quality_rating,"
        " is_on_biz_app, project, created_at, modified_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)"
        " ON CONFLICT (external_id) WHERE hub_status NOT IN ('terminated', 'deleted') DO NOTHING RETURNING doc",
        partner_id, channel_id, client_id, waba_id, external_id, setup_info, current_limit, current_quality_rating,
        is_on_biz_app, project, now,
    )  # fmt: skip


async def find_by_phone(db: Db, partner_id: str, external_id: str) -> tuple[str, str] | None:
    """(channel, client) of Meta's phone number id; one that was terminated is another channel when it comes again."""
    row = await db.fetchrow(
        "SELECT id, client_id FROM channel"
        " WHERE partner_id = $1 AND external_id = $2 AND hub_status NOT IN ('terminated', 'deleted')",
        partner_id, external_id,
    )  # fmt: skip
    return (row["id"], row["client_id"]) if row else None


async def has_room(db: Db, partner_id: str, client_id: str) -> bool:
    """Whether the client may have one more channel; holds the client until the transaction ends."""
    # Two statements: a channel that came while the first one waited is counted by the second only.
    # Not FOR UPDATE: whoever adds a row of the client's holds its key, and two of these would wait for each other.
    most = await db.fetchval(
        "SELECT max_channels FROM client WHERE partner_id = $1 AND id = $2 FOR NO KEY UPDATE", partner_id, client_id
    )
    return most > await db.fetchval(
        "SELECT count(*) FROM channel WHERE partner_id = $1 AND client_id = $2"
        " AND hub_status NOT IN ('terminated', 'deleted')",
        partner_id, client_id,
    )  # fmt: skip


async def find_doc(db: Db, partner_id: str, channel_id: str) -> bytes | None:
    """The channel as the Partner API shows it (contract partner-api §7.3)."""
    doc = await db.fetchval("SELECT doc FROM channel WHERE partner_id = $1 AND id = $2", partner_id, channel_id)
    return doc and doc.encode()


async def of_client(db: Db, partner_id: str, client_id: str) -> list[ClientChannel]:
    """Oldest first, terminated ones too."""
    rows = await db.fetch(
        "SELECT id, client_id, waba_id, setup_info ->> 'phone_number' AS phone_number,"
        " setup_info ->> 'phone_name' AS phone_name, status,"
        f" {STATE} AS state,"
        " account_mode, availability_status, hub_status, current_limit, current_quality_rating, app_state,"
        " permission_granted_at, cancelled_at, terminated_at, can_send_message, meta_faults, meta_read_at, meta_refused_at,"
        " created_at FROM channel WHERE partner_id = $1 AND client_id = $2 ORDER BY created_at, id",
        partner_id, client_id,
    )  # fmt: skip
    return [msgspec.convert(dict(row), ClientChannel) for row in rows]


async def set_ready(db: Db, partner_id: str, channel_id: str, now: datetime) -> str | None:
    return await db.fetchval(
        "UPDATE channel SET status = 'verified', modified_at = $3"
        " WHERE partner_id = $1 AND id = $2 AND status = 'created' RETURNING doc",
        partner_id, channel_id, now,
    )  # fmt: skip


async def set_running(db: Db, partner_id: str, channel_id: str, now: datetime) -> str | None:
    """Gives the channel its app the first time."""
    return await db.fetchval(
        "UPDATE channel SET status = 'ready', app_id = coalesce(app_id, nextval('app_id_seq')::text), app_state = 'running',"
        " modified_at = $3 WHERE partner_id = $1 AND id = $2 AND app_state IS DISTINCT FROM 'running'"
        " AND hub_status NOT IN ('terminated', 'deleted') RETURNING doc",
        partner_id, channel_id, now,
    )  # fmt: skip


async def set_live(db: Db, partner_id: str, channel_id: str, now: datetime) -> str | None:
    """One that was cancelled meanwhile stays so: it is live until the end of the month."""
    return await db.fetchval(
        "UPDATE channel SET account_mode = 'live', availability_status = 'ready', meta_status = 'CONNECTED',"
        " hub_status = CASE WHEN cancelled_at IS NULL THEN 'live' ELSE hub_status END,"
        " billing_started_at = coalesce(billing_started_at, $3), modified_at = $3"
        " WHERE partner_id = $1 AND id = $2 AND account_mode <> 'live' AND hub_status NOT IN ('terminated', 'deleted')"
        " RETURNING doc",
        partner_id, channel_id, now,
    )  # fmt: skip


async def set_permission(
    db: Db, partner_id: str, channel_id: str, granted_at: datetime | None, now: datetime
) -> str | None:
    """`granted_at` None withdraws."""
    return await db.fetchval(
        "UPDATE channel SET permission_granted_at = $3, modified_at = $4 WHERE partner_id = $1 AND id = $2"
        " AND (permission_granted_at IS NULL) <> ($3::timestamptz IS NULL) RETURNING doc",
        partner_id, channel_id, granted_at, now,
    )  # fmt: skip


async def shared_among(db: Db, partner_id: str, channel_ids: Collection[str]) -> set[str]:
    """Those of `channel_ids` that their clients share with the partner."""
    rows = await db.fetch(
        "SELECT id FROM channel WHERE partner_id = $1 AND id = ANY($2) AND permission_granted_at IS NOT NULL",
        partner_id, list(channel_ids),
    )  # fmt: skip
    return {row["id"] for row in rows}


async def add_permission_change(
    db: Db, partner_id: str, channel_id: str, *, granted: bool, actor: str, now: datetime
) -> None:
    await db.execute(
        "INSERT INTO channel_permission (partner_id, channel_id, granted, actor, at) VALUES ($1, $2, $3, $4, $5)",
        partner_id, channel_id, granted, actor, now,
    )  # fmt: skip


async def permission_changes(db: Db, partner_id: str, channel_id: str) -> list[PermissionChange]:
    """Newest first."""
    rows = await db.fetch(
        "SELECT granted, actor, at FROM channel_permission WHERE partner_id = $1 AND channel_id = $2 ORDER BY id DESC"
        f" LIMIT {MOST_CHANGES}",
        partner_id, channel_id,
    )  # fmt: skip
    return [PermissionChange(**row) for row in rows]


async def set_cancelled(
    db: Db, partner_id: str, client_id: str, channel_id: str, *, terminated_at: datetime, now: datetime
) -> str | None:
    """Only a channel that is not cancelled yet."""
    return await db.fetchval(
        "UPDATE channel SET cancelled_at = $5, terminated_at = $4, hub_status = 'pending_deletion', modified_at = $5"
        " WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND cancelled_at IS NULL RETURNING doc",
        partner_id, client_id, channel_id, terminated_at, now,
    )  # fmt: skip


async def set_uncancelled(db: Db, partner_id: str, client_id: str, channel_id: str, now: datetime) -> str | None:
    """Only a channel whose cancellation has not been processed yet."""
    return await db.fetchval(
        "UPDATE channel SET cancelled_at = NULL, terminated_at = NULL, modified_at = $4,"
        " hub_status = CASE WHEN account_mode = 'live' THEN 'live' ELSE 'draft' END"
        " WHERE partner_id = $1 AND client_id = $2 AND id = $3 AND hub_status = 'pending_deletion' RETURNING doc",
        partner_id, client_id, channel_id, now,
    )  # fmt: skip


async def find_doc_of_client(db: Db, partner_id: str, client_id: str, channel_id: str) -> str | None:
    return await db.fetchval(
        "SELECT doc FROM channel WHERE partner_id = $1 AND client_id = $2 AND id = $3",
        partner_id,
        client_id,
        channel_id,
    )


async def find_place(db: Db, partner_id: str, client_id: str, channel_id: str) -> Row | None:
    """Where it is at Meta (`external_id`), its WABA, and its `hub_status`."""
    return await db.fetchrow(
        "SELECT external_id, waba_id, hub_status FROM channel WHERE partner_id = $1 AND client_id = $2 AND id = $3",
        partner_id, client_id, channel_id,
    )  # fmt: skip


async def set_ctwa(db: Db, partner_id: str, channel_id: str, dataset_id: str | None, now: datetime) -> None:
    await db.execute(
        "UPDATE channel SET ctwa_dataset_id = $3, modified_at = $4"
        " WHERE partner_id = $1 AND id = $2 AND ctwa_dataset_id IS DISTINCT FROM $3",
        partner_id, channel_id, dataset_id, now,
    )  # fmt: skip


async def keep_health(db: Db, partner_id: str, channel_id: str, health: str, now: datetime) -> None:
    """Remember the answer of a health check (a JSON document) for the five minutes it is good for."""
    await db.execute(
        "UPDATE channel SET health = $3, health_checked_at = $4 WHERE partner_id = $1 AND id = $2",
        partner_id, channel_id, health, now,
    )  # fmt: skip
