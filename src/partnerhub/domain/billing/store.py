"""Accounts and movements in the database."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db, Row
from partnerhub.domain.billing.model import PARTNERS_OWN, Account, Currency

ACCOUNT = "partner_id, client_id, currency, balance, stopped_at"


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """What a channel's messages of a day cost the account that pays for it."""

    partner_id: str
    payer: str
    currency: Currency
    channel_id: str
    day: date
    price: Decimal


class Renewal(msgspec.Struct, frozen=True):
    at: datetime
    amount: Decimal


class Payer(msgspec.Struct, frozen=True, kw_only=True):
    """Who pays for a client. `pays`: itself; `balance` is None without an account; prices are of one message.

    `waba_id` is of the channel that was asked for.
    """

    pays: bool
    waba_id: str | None
    currency: Currency
    balance: Decimal | None
    marketing_price: Decimal
    service_price: Decimal


async def put_in(
    db: Db, partner_id: str, client_id: str, currency: Currency, amount: Decimal, now: datetime
) -> Account:
    """Opens the account if there is none; it is held until the transaction ends."""
    row = await db.fetchrow(
        "INSERT INTO funds_account AS a (partner_id, client_id, currency, balance, opened_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (partner_id, client_id, currency) DO UPDATE SET balance = a.balance + $4"
        f" RETURNING {ACCOUNT}",
        partner_id, client_id, currency, amount, now,
    )  # fmt: skip
    return account_of(row)


async def take_out(db: Db, partner_id: str, client_id: str, currency: Currency, amount: Decimal) -> Account | None:
    """None when there is less."""
    row = await db.fetchrow(
        "UPDATE funds_account SET balance = balance - $4"
        " WHERE partner_id = $1 AND client_id = $2 AND currency = $3 AND balance >= $4"
        f" RETURNING {ACCOUNT}",
        partner_id, client_id, currency, amount,
    )  # fmt: skip
    return account_of(row) if row else None


async def add_movement(
    db: Db, partner_id: str, client_id: str, *, currency: Currency, kind: str, amount: Decimal, now: datetime
) -> None:
    await db.execute(
        "INSERT INTO funds_movement (partner_id, client_id, currency, kind, amount, at) VALUES ($1, $2, $3, $4, $5, $6)",
        partner_id, client_id, currency, kind, amount, now,
    )  # fmt: skip


async def add_charges(db: Db, charges: Sequence[Charge], now: datetime) -> None:
    """Of many partners at once: the worker meters for all. What a channel costs on a day is one movement."""
    await db.execute(
        "INSERT INTO funds_movement AS m (partner_id, client_id, currency, kind, amount, channel_id, day, at)"
        " SELECT partner_id, payer, currency, 'charge', -price, channel_id, day, $7"
        " FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::date[], $6::numeric[])"
        " AS c (partner_id, payer, currency, channel_id, day, price)"
        " ON CONFLICT (partner_id, client_id, currency, channel_id, day) WHERE kind = 'charge'"
        " DO UPDATE SET amount = m.amount + excluded.amount, at = excluded.at",
        [one.partner_id for one in charges], [one.payer for one in charges], [one.currency for one in charges],
        [one.channel_id for one in charges], [one.day for one in charges], [one.price for one in charges], now,
    )  # fmt: skip


async def spend(db: Db, charges: Sequence[Charge]) -> list[Account]:
    """Of many partners at once: the worker meters for all. The accounts as they are now, held until the transaction ends."""
    rows = await db.fetch(
        "UPDATE funds_account a SET balance = a.balance - c.price FROM ("
        "   SELECT partner_id, payer, currency, sum(price) AS price"
        "   FROM unnest($1::text[], $2::text[], $3::text[], $4::numeric[]) AS given (partner_id, payer, currency, price)"
        "   GROUP BY partner_id, payer, currency) c"
        " WHERE a.partner_id = c.partner_id AND a.client_id = c.payer AND a.currency = c.currency"
        " RETURNING a.partner_id, a.client_id, a.currency, a.balance, a.stopped_at",
        [one.partner_id for one in charges], [one.payer for one in charges],
        [one.currency for one in charges], [one.price for one in charges],
    )  # fmt: skip
    return [account_of(row) for row in rows]


async def set_stopped(db: Db, partner_id: str, client_id: str, currency: Currency, at: datetime | None) -> None:
    """`at` None: messages go out again. Either way the channels are to be told."""
    await db.execute(
        "UPDATE funds_account SET stopped_at = $4, telling = true"
        " WHERE partner_id = $1 AND client_id = $2 AND currency = $3",
        partner_id, client_id, currency, at,
    )  # fmt: skip


async def hold(db: Db, partner_id: str, client_id: str) -> list[Account]:
    """This payer's accounts, held until the transaction ends."""
    rows = await db.fetch(
        f"SELECT {ACCOUNT} FROM funds_account WHERE partner_id = $1 AND client_id = $2 ORDER BY currency FOR UPDATE",
        partner_id, client_id,
    )  # fmt: skip
    return [account_of(row) for row in rows]


async def renewal_ahead(db: Db, partner_id: str, client_id: str, currency: Currency) -> Decimal:
    """What the payer's card will add by itself; 0 when there is none, or it was declined."""
    return await db.fetchval(
        "SELECT renewal_ahead(of_partner => $1, of_client => $2, in_currency => $3)", partner_id, client_id, currency
    )


async def of_partner(db: Db, partner_id: str) -> list[Account]:
    """The partner's own accounts, the oldest first."""
    rows = await db.fetch(
        f"SELECT {ACCOUNT} FROM funds_account WHERE partner_id = $1 AND client_id = $2 ORDER BY opened_at, currency",
        partner_id, PARTNERS_OWN,
    )  # fmt: skip
    return [account_of(row) for row in rows]


async def of_client(db: Db, partner_id: str, client_id: str) -> list[Account]:
    """The client's own accounts, the oldest first; none while its partner pays."""
    rows = await db.fetch(
        f"SELECT {ACCOUNT} FROM funds_account WHERE partner_id = $1 AND client_id = $2 ORDER BY opened_at, currency",
        partner_id, client_id,
    )  # fmt: skip
    return [account_of(row) for row in rows]


async def find_payer(db: Db, partner_id: str, client_id: str, channel_id: str | None = None) -> Payer | None:
    """None when there is no such client, or it has no such channel.

    One without an account is billed in the currency of the WABA (the channel's, else any), or in dollars.
    """
    row = await db.fetchrow(
        "SELECT p.payment_model = 'direct' AS pays, ch.waba_id, m.currency, f.balance,"
        " price_of('marketing', c.contact_info ->> 'country', m.currency) AS marketing_price,"
        " price_of('service', c.contact_info ->> 'country', m.currency) AS service_price"
        " FROM client c JOIN partner p ON p.id = c.partner_id"
        " LEFT JOIN channel ch ON ch.partner_id = c.partner_id AND ch.client_id = c.id AND ch.id = $3"
        " CROSS JOIN LATERAL (SELECT billed_in(min(w.currency)) AS currency FROM waba w"
        "   WHERE w.partner_id = c.partner_id AND w.client_id = c.id AND ($3::text IS NULL OR w.id = ch.waba_id)) w"
        " LEFT JOIN LATERAL funds_of(c.partner_id, c.id, w.currency) f ON true"
        " CROSS JOIN LATERAL (SELECT coalesce(f.currency, w.currency) AS currency) m"
        " WHERE c.partner_id = $1 AND c.id = $2 AND ($3::text IS NULL OR ch.id IS NOT NULL)",
        partner_id, client_id, channel_id,
    )  # fmt: skip
    return msgspec.convert(dict(row), Payer) if row else None


async def unpaid_among(db: Db, partner_id: str, channel_ids: Collection[str]) -> dict[str, str]:
    """Those of `channel_ids` whose funds are used up, with the client whose they are ("": the partner's own)."""
    rows = await db.fetch(
        "SELECT ch.id, f.client_id FROM channel ch JOIN waba w ON w.partner_id = ch.partner_id AND w.id = ch.waba_id"
        " CROSS JOIN LATERAL funds_of(ch.partner_id, ch.client_id, billed_in(w.currency)) f"
        " WHERE ch.partner_id = $1 AND ch.id = ANY($2) AND f.stopped_at IS NOT NULL",
        partner_id, list(channel_ids),
    )  # fmt: skip
    return {row["id"]: row["client_id"] for row in rows}


async def find_renewal(db: Db, partner_id: str, client_id: str, currency: Currency) -> Renewal | None:
    """The newest money that came in, by hand or by itself."""
    row = await db.fetchrow(
        "SELECT at, amount FROM funds_movement WHERE partner_id = $1 AND client_id = $2 AND currency = $3"
        " AND kind IN ('funding', 'renewal') ORDER BY at DESC LIMIT 1",
        partner_id, client_id, currency,
    )  # fmt: skip
    return Renewal(row["at"], row["amount"]) if row else None


def account_of(row: Row | None) -> Account:
    return msgspec.convert(dict(row or {}), Account)
