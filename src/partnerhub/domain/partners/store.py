"""Partners in the database. The partner is its own tenant, so each function takes its id as such."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db

CHANGEABLE = {
    name: f"UPDATE partner SET {name} = $2, modified_at = now() WHERE id = $1"
    for name in (
        "brand_name", "logo_url", "country", "allow_client_to_add_phone_no", "account_sharing_business_manager_id",
        "account_sharing_solution_id", "default_data_localization_region", "partner_change_auto_approve",
        "standard_tiered_pricing_enabled", "marketing_messages_routing", "io_signature_required", "password_tokens",
        "second_factor_required",
        "accent_colour", "ground_colour",
    )
}  # fmt: skip


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """A partner and its settings; `redirect_urls` are further allowed targets beside `partner_redirect_url`."""

    id: str
    brand_name: str | None
    logo_url: str | None
    partner_redirect_url: str | None
    redirect_urls: list[str]
    country: str
    payment_model: str
    allow_client_to_add_phone_no: bool
    blocked_new_submission: bool
    onboarding_deeplink_add_params: bool
    account_sharing_business_manager_id: str | None
    account_sharing_solution_id: str | None
    default_data_localization_region: str | None
    partner_change_auto_approve: bool
    standard_tiered_pricing_enabled: bool
    marketing_messages_routing: bool
    password_tokens: bool
    io_signature_required: bool
    second_factor_required: bool
    accent_colour: str | None
    ground_colour: str | None
    disabled_at: datetime | None


GET = f"SELECT {', '.join(Partner.__struct_fields__)} FROM partner WHERE id = $1"


async def create(
    db: Db, partner_id: str, *, brand_name: str, country: str, payment_model: str, platform_secret: bytes
) -> None:
    """A new partner; `platform_secret` is sealed."""
    await db.execute(
        "INSERT INTO partner (id, brand_name, country, payment_model, platform_secret) VALUES ($1, $2, $3, $4, $5)",
        partner_id, brand_name, country, payment_model, platform_secret,
    )  # fmt: skip


async def get(db: Db, partner_id: str) -> Partner:
    """The partner that the connection acts for; raises LookupError for any other."""
    row = await db.fetchrow(GET, partner_id)
    if row is None:
        raise LookupError(partner_id)
    return msgspec.convert(dict(row), Partner)


async def hold(db: Db, partner_id: str) -> None:
    """Until the transaction ends: whoever else holds it waits."""
    await db.execute("SELECT FROM partner WHERE id = $1 FOR NO KEY UPDATE", partner_id)


async def change(db: Db, partner_id: str, changes: Mapping[str, Any]) -> None:
    """Set the named columns (keys of CHANGEABLE)."""
    for name, value in changes.items():
        await db.execute(CHANGEABLE[name], partner_id, value)


async def find_platform_secret(db: Db, partner_id: str) -> bytes | None:
    """Sealed."""
    return await db.fetchval("SELECT platform_secret FROM partner WHERE id = $1", partner_id)


async def store_redirect_url(db: Db, partner_id: str, url: str) -> None:
    await db.execute("UPDATE partner SET partner_redirect_url = $2, modified_at = now() WHERE id = $1", partner_id, url)


async def set_disabled(db: Db, partner_id: str, at: datetime | None) -> bool:
    """False when there is no such partner, or nothing to change."""
    status = await db.execute(
        "UPDATE partner SET disabled_at = $2 WHERE id = $1 AND (disabled_at IS NULL) = ($2::timestamptz IS NOT NULL)",
        partner_id, at,
    )  # fmt: skip
    return status == "UPDATE 1"
