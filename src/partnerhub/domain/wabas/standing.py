"""A WABA's standing with Meta, in the words of the Partner API (contract partner-api §15.4)."""

from datetime import datetime
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.wabas import standing_store as store

UNDER_REVIEW = {"created", "consents_pending", "unverified", "pending", "verification_failed", "approved"}
GONE = {"account_banned", "account_offboarded", "bsp_removed"}  # no number of it works any more
REVIEWS = {
    "APPROVED": "approved",
    "REJECTED": "verification_failed",
    "RESTRICTED": "account_restriction",
    "PENDING": "unverified",
    "DEFERRED": "unverified",
}


async def set_status(
    db: Db, partner_id: str, waba_id: str, status: str, *, now: datetime, restricted_until: datetime | None = None
) -> None:
    await store.set_status(db, partner_id, waba_id, status, now, restricted_until=restricted_until)


async def review(db: Db, partner_id: str, waba_id: str, decision: str, *, now: datetime) -> None:
    """Meta's verdict on the account itself; it takes back no ban or restriction. An unknown decision changes nothing."""
    before = await store.get_status(db, partner_id, waba_id)
    if before in UNDER_REVIEW and decision in REVIEWS:
        await store.set_status(db, partner_id, waba_id, REVIEWS[decision], now)


async def remove(db: Db, partner_id: str, waba_id: str, *, now: datetime) -> None:
    """The client took the account away from us: the token is no good any more."""
    await store.set_status(db, partner_id, waba_id, "bsp_removed", now)
    await store.drop_token(db, partner_id, waba_id)


async def merge_settings(db: Db, partner_id: str, waba_id: str, settings: dict[str, Any], *, now: datetime) -> None:
    """These keys of the WABA's `settings` replace those there."""
    await store.merge_settings(db, partner_id, waba_id, msgspec.json.encode(settings).decode(), now)
