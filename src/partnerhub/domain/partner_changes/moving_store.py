"""What moves with a client, in the database: taken from one partner as JSON rows, put down at the other."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.clients import MOVED

LIVING = "hub_status NOT IN ('terminated', 'deleted')"
HOLD_CLIENT = (
    f"SELECT to_jsonb(t)::text FROM client t WHERE partner_id = $1 AND id = $2 AND status <> '{MOVED}' FOR UPDATE"
)
WABAS = """
SELECT to_jsonb(t)::text FROM waba t WHERE partner_id = $1 AND client_id = $2 AND status <> 'bsp_removed'
ORDER BY created_at, id FOR UPDATE
"""
CHANNELS = f"""
SELECT to_jsonb(t)::text FROM channel t WHERE partner_id = $1 AND client_id = $2 AND {LIVING}
ORDER BY created_at, id FOR UPDATE
"""
PINS = f"""
SELECT p.channel_id, p.pin FROM onboarding_pin p JOIN channel ch ON ch.partner_id = p.partner_id AND ch.id = p.channel_id
WHERE p.partner_id = $1 AND ch.client_id = $2 AND {LIVING}
"""
ON_THE_WAY = """
SELECT EXISTS (SELECT 1 FROM onboarding_signup WHERE partner_id = $1 AND client_id = $2 AND due_at IS NOT NULL)
"""
END_CHANNEL = """
UPDATE channel SET hub_status = 'terminated', cancelled_at = coalesce(cancelled_at, $3), terminated_at = $3,
    account_mode = 'sandbox', availability_status = 'error', status = 'verified', meta_status = NULL, app_id = NULL,
    app_state = NULL, health = NULL, modified_at = $3
WHERE partner_id = $1 AND id = $2 RETURNING doc
"""
END_CLIENT = f"UPDATE client SET status = '{MOVED}', modified_at = $3 WHERE partner_id = $1 AND id = $2"
# The payload is the old partner's own mark, so it stays behind.
PUT_CLIENT = """
INSERT INTO client (partner_id, id, name, organisation, max_channels, meta_info, contact_info, contact_user, suspicious,
    created_at, modified_at)
SELECT $1, $2, name, organisation, max_channels, meta_info, contact_info, contact_user, suspicious, $4, $4
FROM jsonb_populate_record(NULL::client, $3::jsonb) RETURNING doc
"""
PUT_WABA = """
INSERT INTO waba (partner_id, id, client_id, external_id, name, namespace, status, fb_account_status, fb_business_id,
    timezone_id, currency, on_behalf_of_business_info, settings, graph_token, restricted_until, solution_id,
    token_refresh_at, created_at, modified_at)
SELECT $1, $2, $3, external_id, name, namespace, status, fb_account_status, fb_business_id,
    timezone_id, currency, on_behalf_of_business_info, settings, graph_token, restricted_until, solution_id,
    token_refresh_at, $5, $5
FROM jsonb_populate_record(NULL::waba, $4::jsonb)
"""
# Without permission, and billed by the new partner from now on.
PUT_CHANNEL = """
INSERT INTO channel (partner_id, id, client_id, waba_id, external_id, status, account_mode, availability_status, hub_status,
    meta_status, type, version, is_migrated, is_oba, has_inbox, is_on_biz_app, current_limit, current_quality_rating,
    profile_info, project, setup_info, app_state, app_id, billing_started_at, cancelled_at, terminated_at, template_blocks,
    ctwa_dataset_id, throughput, created_at, modified_at)
SELECT $1, $2, $3, $4, external_id, status, account_mode, availability_status, hub_status,
    meta_status, type, version, is_migrated, is_oba, has_inbox, is_on_biz_app, current_limit, current_quality_rating,
    profile_info, project, setup_info, app_state, CASE WHEN app_id IS NOT NULL THEN nextval('app_id_seq')::text END,
    CASE WHEN billing_started_at IS NOT NULL THEN $6::timestamptz END, cancelled_at, terminated_at,
    array_remove(template_blocks, 'balance'),
    ctwa_dataset_id, throughput, $6, $6
FROM jsonb_populate_record(NULL::channel, $5::jsonb) RETURNING doc
"""
PUT_PIN = "INSERT INTO onboarding_pin (partner_id, channel_id, pin) VALUES ($1, $2, $3)"


async def hold_client(db: Db, partner_id: str, client_id: str) -> str | None:
    """None: there is no such client any more. Held until the transaction ends."""
    return await db.fetchval(HOLD_CLIENT, partner_id, client_id)


async def is_onboarding(db: Db, partner_id: str, client_id: str) -> bool:
    """Whether a number is on its way in."""
    return await db.fetchval(ON_THE_WAY, partner_id, client_id)


async def wabas_of(db: Db, partner_id: str, client_id: str) -> list[str]:
    return [row[0] for row in await db.fetch(WABAS, partner_id, client_id)]


async def channels_of(db: Db, partner_id: str, client_id: str) -> list[str]:
    """Those that live."""
    return [row[0] for row in await db.fetch(CHANNELS, partner_id, client_id)]


async def pins_of(db: Db, partner_id: str, client_id: str) -> dict[str, bytes]:
    """By channel; sealed."""
    return {row["channel_id"]: row["pin"] for row in await db.fetch(PINS, partner_id, client_id)}


async def end_channel(db: Db, partner_id: str, channel_id: str, now: datetime) -> str:
    """Returns its document. Meta keeps the number as it is, for it lives on elsewhere: no errand goes there."""
    await db.execute("DELETE FROM channel_errand WHERE partner_id = $1 AND channel_id = $2", partner_id, channel_id)
    return await db.fetchval(END_CHANNEL, partner_id, channel_id, now)


async def end_client(db: Db, partner_id: str, client_id: str, now: datetime) -> None:
    await db.execute(END_CLIENT, partner_id, client_id, now)


async def put_client(db: Db, partner_id: str, client_id: str, row: str, now: datetime) -> bytes:
    """Returns its document."""
    doc = await db.fetchval(PUT_CLIENT, partner_id, client_id, row, now)
    return doc.encode()


async def put_waba(db: Db, partner_id: str, waba_id: str, client_id: str, row: str, now: datetime) -> None:
    await db.execute(PUT_WABA, partner_id, waba_id, client_id, row, now)


async def put_channel(
    db: Db, partner_id: str, channel_id: str, client_id: str, waba_id: str, row: str, now: datetime
) -> str:
    """Returns its document."""
    return await db.fetchval(PUT_CHANNEL, partner_id, channel_id, client_id, waba_id, row, now)


async def put_pin(db: Db, partner_id: str, channel_id: str, pin: bytes) -> None:
    await db.execute(PUT_PIN, partner_id, channel_id, pin)
