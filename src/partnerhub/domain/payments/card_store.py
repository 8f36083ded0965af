"""Cards in the database."""

from collections.abc import Collection
from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.payments.model import SavedCard
from partnerhub.upstream.payments import Card

CARD = ", ".join(SavedCard.__struct_fields__)


async def cards_of(db: Db, partner_id: str, client_id: str) -> list[SavedCard]:
    """The primary one first, then in the order in which they are tried."""
    rows = await db.fetch(
        f"SELECT {CARD} FROM payment_card WHERE partner_id = $1 AND client_id = $2 ORDER BY place, id",
        partner_id, client_id,
    )  # fmt: skip
    return [msgspec.convert(dict(row), SavedCard) for row in rows]


async def add(db: Db, partner_id: str, client_id: str, card_id: str, card: Card, now: datetime) -> None:
    """As the last; one that is there already stays as it is."""
    await db.execute(
        "INSERT INTO payment_card (partner_id, client_id, id, token, brand, last4, expires_month, expires_year, place, added_at)"
        " SELECT $1, $2, $3, $4, $5, $6, $7, $8, coalesce(max(place), 0) + 1, $9 FROM payment_card"
        " WHERE partner_id = $1 AND client_id = $2 ON CONFLICT DO NOTHING",
        partner_id, client_id, card_id, card.token, card.brand, card.last4, card.month, card.year, now,
    )  # fmt: skip


async def put_first(db: Db, partner_id: str, client_id: str, card_id: str) -> bool:
    """False when there is no such card."""
    return bool(
        await db.fetchval(
            "UPDATE payment_card SET place = (SELECT min(place) - 1 FROM payment_card"
            "   WHERE partner_id = $1 AND client_id = $2)"
            " WHERE partner_id = $1 AND client_id = $2 AND id = $3 RETURNING true",
            partner_id, client_id, card_id,
        )
    )  # fmt: skip


async def remove(db: Db, partner_id: str, client_id: str, card_id: str) -> str | None:
    """Its token; None when there is no such card."""
    return await db.fetchval(
        "DELETE FROM payment_card WHERE partner_id = $1 AND client_id = $2 AND id = $3 RETURNING token",
        partner_id, client_id, card_id,
    )  # fmt: skip


async def next_card(db: Db, partner_id: str, client_id: str, tried: Collection[str]) -> SavedCard | None:
    """The first that was not tried."""
    return next((one for one in await cards_of(db, partner_id, client_id) if one.id not in tried), None)
