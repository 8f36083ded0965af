"""WABAs in the database."""

from datetime import datetime

import asyncpg
import msgspec

from partnerhub.db.pool import Db
from partnerhub.kit import ids
from partnerhub.kit.problems import Conflict

PUT = """
INSERT INTO waba (partner_id, id, client_id, external_id, name, namespace, currency, timezone_id, fb_business_id,
    fb_account_status, status, graph_token, created_at, modified_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
ON CONFLICT (external_id) WHERE status <> 'bsp_removed'
DO UPDATE SET name = excluded.name, namespace = excluded.namespace, currency = excluded.currency,
    timezone_id = excluded.timezone_id, fb_business_id = excluded.fb_business_id,
    fb_account_status = excluded.fb_account_status, status = excluded.status, graph_token = excluded.graph_token,
    modified_at = excluded.modified_at
WHERE waba.partner_id = excluded.partner_id AND waba.client_id = excluded.client_id RETURNING id
"""
# The client's own WABA that left before keeps its id. $2, an id, is for PUT only.
COME_BACK = """
UPDATE waba SET name = $5, namespace = $6, currency = $7, timezone_id = $8, fb_business_id = $9,
    fb_account_status = $10, status = $11, graph_token = $12, modified_at = $13
WHERE partner_id = $1 AND $2::text IS NOT NULL AND client_id = $3 AND external_id = $4 AND status = 'bsp_removed'
RETURNING id
"""


class WabaOfAnother(Conflict):
    """This WhatsApp Business Account is already connected to another client."""

    code = "waba_taken"


class Waba(msgspec.Struct, frozen=True, kw_only=True):
    """`external_id` is Meta's."""

    id: str
    client_id: str
    external_id: str
    name: str


async def put(
    db: Db,
    partner_id: str,
    client_id: str,
    *,
    external_id: str,
    name: str,
    namespace: str,
    currency: str,
    timezone_id: int,
    fb_business_id: str | None,
    fb_account_status: str,
    status: str,
    graph_token: bytes,
    now: datetime,
) -> str:
    """Add the WABA or refresh what Meta says of it; `graph_token` is sealed. Returns our id.

    Raises WabaOfAnother when another client, of this partner or of any other, has it.
    """
    values = (
        partner_id, ids.random_id(6, "WA"), client_id, external_id, name, namespace, currency, timezone_id, fb_business_id,
        fb_account_status, status, graph_token, now,
    )  # fmt: skip
    try:
        waba_id = await db.fetchval(COME_BACK, *values) or await db.fetchval(PUT, *values)
    except (asyncpg.InsufficientPrivilegeError, asyncpg.UniqueViolationError) as error:
        # Another partner's row exists, and row-level security hides it.
        raise WabaOfAnother from error
    if waba_id is None:
        raise WabaOfAnother
    return waba_id


async def get_token(db: Db, partner_id: str, waba_id: str) -> bytes | None:
    """Sealed."""
    return await db.fetchval("SELECT graph_token FROM waba WHERE partner_id = $1 AND id = $2", partner_id, waba_id)


async def find(db: Db, partner_id: str, waba_id: str) -> Waba | None:
    row = await db.fetchrow(
        "SELECT id, client_id, external_id, name FROM waba WHERE partner_id = $1 AND id = $2", partner_id, waba_id
    )
    return msgspec.convert(dict(row), Waba) if row else None


async def find_doc(db: Db, partner_id: str, waba_id: str) -> bytes | None:
    """The WABA as the Partner API shows it (contract partner-api §10)."""
    doc = await db.fetchval(
        "SELECT json_strip_nulls(json_build_object('id', id, 'name', name, 'namespace', namespace, 'partner_id', partner_id,"
        " 'client_id', client_id, 'external_id', external_id, 'status', status, 'timezone_id', timezone_id,"
        " 'fb_business_id', fb_business_id, 'settings', settings)) FROM waba WHERE partner_id = $1 AND id = $2",
        partner_id, waba_id,
    )  # fmt: skip
    return doc and doc.encode()
