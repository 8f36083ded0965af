"""Payments in the database."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.payments.model import Payment, SavedCard

OWN = [name for name in Payment.__struct_fields__ if name not in {"token", "customer"}]
SELECT = (
    f"SELECT {', '.join('m.' + name for name in OWN)}, c.token, p.customer FROM payment m"
    " JOIN payer p ON p.partner_id = m.partner_id AND p.client_id = m.client_id"
    " LEFT JOIN payment_card c ON c.partner_id = m.partner_id AND c.id = m.card_id"
)
ADD = (
    "INSERT INTO payment (partner_id, client_id, id, once, kind, currency, amount, fee, tax, tax_percent, tax_note, return_url,"
    " falls_back, card_id, card, tried, state, created_at, due_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, ARRAY[$14], 'pending', $16, $17)"
    " ON CONFLICT DO NOTHING RETURNING id"
)


async def add(db: Db, partner_id: str, client_id: str, payment_id: str, given: tuple[Any, ...]) -> bool:
    """False: the same form was sent before, or a renewal is under way."""
    return bool(await db.fetchval(ADD, partner_id, client_id, payment_id, *given))


async def find_payment(db: Db, partner_id: str, client_id: str, payment_id: str) -> Payment | None:
    row = await db.fetchrow(
        f"{SELECT} WHERE m.partner_id = $1 AND m.client_id = $2 AND m.id = $3", partner_id, client_id, payment_id
    )
    return msgspec.convert(dict(row), Payment) if row else None


async def find_once(db: Db, partner_id: str, client_id: str, once: str) -> str | None:
    """The id of the payment that this form made."""
    return await db.fetchval(
        "SELECT id FROM payment WHERE partner_id = $1 AND client_id = $2 AND once = $3", partner_id, client_id, once
    )


async def payments_of(db: Db, partner_id: str, client_id: str, limit: int) -> list[Payment]:
    """Newest first."""
    rows = await db.fetch(
        f"{SELECT} WHERE m.partner_id = $1 AND m.client_id = $2 ORDER BY m.created_at DESC LIMIT $3",
        partner_id, client_id, limit,
    )  # fmt: skip
    return [msgspec.convert(dict(row), Payment) for row in rows]


async def hold(db: Db, partner_id: str, payment_id: str) -> Payment:
    """As it is now, held until the transaction ends."""
    # Two statements: the card that is tried now is found by the second only, if the first one waited.
    await db.execute("SELECT FROM payment WHERE partner_id = $1 AND id = $2 FOR UPDATE", partner_id, payment_id)
    row = await db.fetchrow(f"{SELECT} WHERE m.partner_id = $1 AND m.id = $2", partner_id, payment_id)
    return msgspec.convert(dict(row or {}), Payment)


async def take(db: Db, partner_id: str, payment_id: str, until: datetime) -> None:
    """The worker leaves it alone until then."""
    await db.execute(
        "UPDATE payment SET due_at = $3 WHERE partner_id = $1 AND id = $2 AND due_at IS NOT NULL",
        partner_id, payment_id, until,
    )  # fmt: skip


async def set_over(
    db: Db, partner_id: str, payment_id: str, state: str, *, provider_id: str, now: datetime, code: str | None = None,
    reason: str | None = None,
) -> None:  # fmt: skip
    await db.execute(
        "UPDATE payment SET state = $3, provider_id = $4, settled_at = $5, code = $6, reason = $7, due_at = NULL,"
        " confirm_url = NULL WHERE partner_id = $1 AND id = $2",
        partner_id, payment_id, state, provider_id or None, now, code, reason,
    )  # fmt: skip


async def set_confirming(
    db: Db, partner_id: str, payment_id: str, *, provider_id: str, url: str, due: datetime
) -> None:  # fmt: skip
    await db.execute(
        "UPDATE payment SET state = 'confirming', provider_id = $3, confirm_url = $4, due_at = $5"
        " WHERE partner_id = $1 AND id = $2",
        partner_id, payment_id, provider_id, url, due,
    )  # fmt: skip


async def set_card(db: Db, partner_id: str, payment_id: str, card: SavedCard, due: datetime) -> None:
    """The next one is asked."""
    await db.execute(
        "UPDATE payment SET state = 'pending', provider_id = NULL, confirm_url = NULL, card_id = $3, card = $4,"
        " tried = array_append(tried, $3), due_at = $5 WHERE partner_id = $1 AND id = $2",
        partner_id, payment_id, card.id, card.name, due,
    )  # fmt: skip


async def claim_due(db: Db, now: datetime, lease: timedelta, limit: int) -> list[tuple[str, str]]:
    """Payments of every partner that nobody has settled in time, taken in hand: the worker has no tenant."""
    rows = await db.fetch(
        "UPDATE payment m SET due_at = $1 + $2 FROM (SELECT partner_id, id FROM payment WHERE due_at <= $1"
        "   ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) due"
        " WHERE m.partner_id = due.partner_id AND m.id = due.id RETURNING m.partner_id, m.id",
        now, lease, limit,
    )  # fmt: skip
    return [(row["partner_id"], row["id"]) for row in rows]
