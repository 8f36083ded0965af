"""The client's own money and cards, in the database: taken from one partner as JSON rows, put down at the other."""

from datetime import datetime

from partnerhub.db.pool import Db

PAYER = "SELECT to_jsonb(p)::text FROM payer p WHERE partner_id = $1 AND client_id = $2 FOR UPDATE"
DETAILS = "SELECT to_jsonb(d)::text FROM billing_details d WHERE partner_id = $1 AND client_id = $2"
CARDS = "DELETE FROM payment_card c WHERE partner_id = $1 AND client_id = $2 RETURNING to_jsonb(c)::text"
IS_PAYING = """
SELECT EXISTS (SELECT 1 FROM payment WHERE partner_id = $1 AND client_id = $2 AND state IN ('pending', 'confirming'))
"""
# Nobody is told that an account is low or used up whose owner took it along.
QUIET = "UPDATE funds_account SET low_told = true, used_up_told = true WHERE partner_id = $1 AND client_id = $2"
PUT_PAYER = """
INSERT INTO payer (partner_id, client_id, customer, currency, renews, renew_below, renew_by, terms_accepted_at)
SELECT $1, $2, customer, currency, renews, renew_below, renew_by, terms_accepted_at
FROM jsonb_populate_record(NULL::payer, $3::jsonb)
"""
PUT_CARD = """
INSERT INTO payment_card (partner_id, client_id, id, token, brand, last4, expires_month, expires_year, place, added_at)
SELECT $1, $2, id, token, brand, last4, expires_month, expires_year, place, $4
FROM jsonb_populate_record(NULL::payment_card, $3::jsonb)
"""
PUT_DETAILS = """
INSERT INTO billing_details (partner_id, client_id, legal_name, email, address, country, vat_id)
SELECT $1, $2, legal_name, email, address, country, vat_id FROM jsonb_populate_record(NULL::billing_details, $3::jsonb)
"""


async def hold_payer(db: Db, partner_id: str, client_id: str) -> str | None:
    """None: it has never paid by card. Held until the transaction ends, so that no payment begins."""
    return await db.fetchval(PAYER, partner_id, client_id)


async def details_of(db: Db, partner_id: str, client_id: str) -> str | None:
    """To whom its invoices are made out."""
    return await db.fetchval(DETAILS, partner_id, client_id)


async def is_paying(db: Db, partner_id: str, client_id: str) -> bool:
    """Whether a payment is under way."""
    return await db.fetchval(IS_PAYING, partner_id, client_id)


async def take_cards(db: Db, partner_id: str, client_id: str) -> list[str]:
    return [row[0] for row in await db.fetch(CARDS, partner_id, client_id)]


async def quieten(db: Db, partner_id: str, client_id: str) -> None:
    await db.execute(QUIET, partner_id, client_id)


async def put_payer(db: Db, partner_id: str, client_id: str, row: str, cards: list[str], now: datetime) -> None:
    await db.execute(PUT_PAYER, partner_id, client_id, row)
    await db.executemany(PUT_CARD, [(partner_id, client_id, one, now) for one in cards])


async def put_details(db: Db, partner_id: str, client_id: str, row: str) -> None:
    await db.execute(PUT_DETAILS, partner_id, client_id, row)
