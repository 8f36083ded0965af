"""Payers in the database."""

from datetime import datetime
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.billing.model import Currency
from partnerhub.domain.payments.model import Payer

PAYER = ", ".join(Payer.__struct_fields__)


async def find_payer(db: Db, partner_id: str, client_id: str) -> Payer | None:
    row = await db.fetchrow(
        f"SELECT {PAYER} FROM payer WHERE partner_id = $1 AND client_id = $2", partner_id, client_id
    )
    return msgspec.convert(dict(row), Payer) if row else None


async def add(db: Db, partner_id: str, payer: Payer) -> None:
    """Nothing if it is there."""
    await db.execute(
        "INSERT INTO payer (partner_id, client_id, currency, renew_below, renew_by) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT DO NOTHING",
        partner_id, payer.client_id, payer.currency, payer.renew_below, payer.renew_by,
    )  # fmt: skip


async def set_customer(db: Db, partner_id: str, client_id: str, customer: str) -> None:
    await db.execute(
        "UPDATE payer SET customer = $3 WHERE partner_id = $1 AND client_id = $2", partner_id, client_id, customer
    )


async def set_renewal(
    db: Db, partner_id: str, client_id: str, *, renews: bool, below: Decimal, by: Decimal
) -> None:  # fmt: skip
    await db.execute(
        "UPDATE payer SET renews = $3, renew_below = $4, renew_by = $5 WHERE partner_id = $1 AND client_id = $2",
        partner_id, client_id, renews, below, by,
    )  # fmt: skip


async def accept_terms(db: Db, partner_id: str, client_id: str, now: datetime) -> None:
    await db.execute(
        "UPDATE payer SET terms_accepted_at = coalesce(terms_accepted_at, $3) WHERE partner_id = $1 AND client_id = $2",
        partner_id, client_id, now,
    )  # fmt: skip


async def currency_of_waba(db: Db, partner_id: str, client_id: str) -> Currency | None:
    return await db.fetchval(
        "SELECT billed_in(min(w.currency)) FROM waba w WHERE w.partner_id = $1 AND w.client_id = $2 HAVING count(*) > 0",
        partner_id, client_id,
    )  # fmt: skip
