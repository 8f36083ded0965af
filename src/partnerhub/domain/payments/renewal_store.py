"""Which accounts are to be renewed, and which are low, in the database."""

from datetime import datetime
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.billing.model import Currency

# Who pays now, wants it, has a card and uses a number. No renewal is under way, and none has failed since $1 and the newest card.
DUE = """
FROM payer p
JOIN partner t ON t.id = p.partner_id AND (t.payment_model = 'direct') = (p.client_id <> '')
JOIN funds_account a ON a.partner_id = p.partner_id AND a.client_id = p.client_id AND a.currency = p.currency
WHERE p.renews AND a.balance < p.renew_below
AND EXISTS (SELECT FROM channel ch WHERE ch.partner_id = p.partner_id AND (p.client_id = '' OR ch.client_id = p.client_id)
    AND ch.hub_status NOT IN ('terminated', 'deleted'))
AND EXISTS (SELECT FROM payment_card c WHERE c.partner_id = p.partner_id AND c.client_id = p.client_id)
AND NOT EXISTS (SELECT FROM payment m WHERE m.partner_id = p.partner_id AND m.client_id = p.client_id AND m.kind = 'renewal'
    AND (m.state IN ('pending', 'confirming') OR m.state = 'failed' AND m.created_at > greatest($1, (
        SELECT max(c.added_at) FROM payment_card c WHERE c.partner_id = p.partner_id AND c.client_id = p.client_id))))
"""
CLIENTS_LOW, PARTNERS_LOW = 10, 200  # where nobody has said otherwise
# What a card will fill by itself is not low.
LOW = f"""
SELECT a.partner_id, a.client_id, a.currency, a.balance, b.below, l.is_low
FROM funds_account a JOIN partner t ON t.id = a.partner_id AND (t.payment_model = 'direct') = (a.client_id <> '')
LEFT JOIN payer p ON p.partner_id = a.partner_id AND p.client_id = a.client_id
CROSS JOIN LATERAL (
    SELECT coalesce(p.renew_below, CASE a.client_id WHEN '' THEN {PARTNERS_LOW} ELSE {CLIENTS_LOW} END) AS below) b
CROSS JOIN LATERAL (
    SELECT CASE WHEN a.balance < b.below THEN renewal_ahead(a.partner_id, a.client_id, a.currency) = 0 ELSE false END AS is_low) l
WHERE a.low_told <> l.is_low
"""


class Low(msgspec.Struct, frozen=True, kw_only=True):
    partner_id: str
    client_id: str
    currency: Currency
    balance: Decimal
    below: Decimal
    is_low: bool


async def due(db: Db, since: datetime, limit: int) -> list[tuple[str, str]]:
    """Payers of every partner: the worker has no tenant."""
    rows = await db.fetch(f"SELECT p.partner_id, p.client_id {DUE} LIMIT $2", since, limit)
    return [(row["partner_id"], row["client_id"]) for row in rows]


async def still_due(db: Db, partner_id: str, client_id: str, since: datetime) -> Decimal | None:
    """By how much, with the payer's account held: a payment that is being booked is waited for."""
    # Two statements: what was opened while the first one waited is seen by the second only.
    await db.execute(
        "SELECT FROM funds_account a JOIN payer p USING (partner_id, client_id, currency)"
        " WHERE partner_id = $1 AND client_id = $2 FOR UPDATE OF a",
        partner_id, client_id,
    )  # fmt: skip
    return await db.fetchval(
        f"SELECT p.renew_by {DUE} AND p.partner_id = $2 AND p.client_id = $3", since, partner_id, client_id
    )


async def low(db: Db, limit: int) -> list[Low]:
    """Accounts of every partner that became low, or are so no longer, and nobody was told."""
    return [msgspec.convert(dict(row), Low) for row in await db.fetch(f"{LOW} LIMIT $1", limit)]


async def still_untold(db: Db, partner_id: str, client_id: str, currency: Currency) -> Low | None:
    """The account as it is now, held until the transaction ends. None: nothing has changed, or another worker was first."""
    # Two statements: what was paid in while the first one waited is seen by the second only.
    await db.execute(
        "SELECT FROM funds_account WHERE partner_id = $1 AND client_id = $2 AND currency = $3 FOR UPDATE",
        partner_id, client_id, currency,
    )  # fmt: skip
    row = await db.fetchrow(
        f"{LOW} AND a.partner_id = $1 AND a.client_id = $2 AND a.currency = $3", partner_id, client_id, currency
    )
    return msgspec.convert(dict(row), Low) if row else None


async def set_told(db: Db, partner_id: str, one: Low) -> None:
    await db.execute(
        "UPDATE funds_account SET low_told = $4 WHERE partner_id = $1 AND client_id = $2 AND currency = $3",
        partner_id, one.client_id, one.currency, one.is_low,
    )  # fmt: skip


async def set_charging(db: Db, *, charges: bool) -> None:
    """Of every partner: the whole installation has one payment provider, or none."""
    await db.execute("UPDATE till SET charges = $1 WHERE charges <> $1", charges)


async def unrenewed(db: Db, limit: int) -> list[tuple[str, str]]:
    """Of every partner: payers with a card that nobody charges, whose accounts go on with nothing in them."""
    rows = await db.fetch(
        "SELECT DISTINCT a.partner_id, a.client_id FROM funds_account a"
        " WHERE a.balance <= 0 AND a.stopped_at IS NULL AND NOT EXISTS (SELECT FROM till WHERE charges)"
        " AND EXISTS (SELECT FROM payment_card c WHERE c.partner_id = a.partner_id AND c.client_id = a.client_id) LIMIT $1",
        limit,
    )
    return [(row["partner_id"], row["client_id"]) for row in rows]
