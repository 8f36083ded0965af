"""What a month's closing needs of the database."""

from datetime import date
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.billing.model import Currency
from partnerhub.domain.invoices.model import Line
from partnerhub.kit.words import t

MESSAGES = t("Messages of {what}")


class Open(msgspec.Struct, frozen=True, kw_only=True):
    client_id: str
    currency: Currency


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """`renews`: a card will be charged by itself."""

    balance: Decimal
    renews: bool


async def open_accounts(db: Db, first: date, end: date, *, limit: int) -> list[tuple[str, Open]]:
    """Of every partner: accounts that were charged for messages of those days and have no invoice for the month."""
    rows = await db.fetch(
        "SELECT a.partner_id, a.client_id, a.currency FROM funds_account a WHERE EXISTS ("
        "   SELECT FROM funds_movement m WHERE m.partner_id = a.partner_id AND m.client_id = a.client_id"
        "   AND m.currency = a.currency AND m.kind = 'charge' AND m.day >= $1 AND m.day < $2)"
        " AND NOT EXISTS (SELECT FROM invoice i WHERE i.partner_id = a.partner_id AND i.client_id = a.client_id"
        "   AND i.currency = a.currency AND i.period = $1) LIMIT $3",
        first, end, limit,
    )  # fmt: skip
    return [(row["partner_id"], Open(client_id=row["client_id"], currency=row["currency"])) for row in rows]


async def hold(db: Db, partner_id: str, account: Open, first: date) -> Standing | None:
    """The account, held until the transaction ends; None when it has an invoice for the month."""
    # What came while the first statement waited is seen by those after it only.
    await db.execute(
        "SELECT FROM funds_account WHERE partner_id = $1 AND client_id = $2 AND currency = $3 FOR UPDATE",
        partner_id, account.client_id, account.currency,
    )  # fmt: skip
    row = await db.fetchrow(
        "SELECT balance, EXISTS (SELECT FROM payer p JOIN payment_card c USING (partner_id, client_id)"
        "   WHERE p.partner_id = a.partner_id AND p.client_id = a.client_id AND p.renews) AS renews"
        " FROM funds_account a WHERE partner_id = $1 AND client_id = $2 AND currency = $3",
        partner_id, account.client_id, account.currency,
    )  # fmt: skip
    closed = await db.fetchval(
        "SELECT true FROM invoice WHERE partner_id = $1 AND client_id = $2 AND currency = $3 AND period = $4",
        partner_id, account.client_id, account.currency, first,
    )  # fmt: skip
    return None if row is None or closed else msgspec.convert(dict(row), Standing)


async def lines(db: Db, partner_id: str, account: Open, first: date, end: date) -> list[Line]:
    """One for each number; together they are exactly what was taken from the account."""
    rows = await db.fetch(
        "SELECT '+' || ch.phone_number AS what, -sum(m.amount) AS amount FROM funds_movement m"
        " JOIN channel ch ON ch.partner_id = m.partner_id AND ch.id = m.channel_id"
        " WHERE m.partner_id = $1 AND m.client_id = $2 AND m.currency = $3 AND m.kind = 'charge'"
        " AND m.day >= $4 AND m.day < $5 GROUP BY ch.phone_number ORDER BY ch.phone_number",
        partner_id, account.client_id, account.currency, first, end,
    )  # fmt: skip
    return [Line(text=str(MESSAGES), what=row["what"], amount=row["amount"]) for row in rows]
