"""The client's own money goes with it: balance, cards, and to whom invoices are made out. Invoices of before stay."""

from datetime import datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import billing
from partnerhub.domain.billing.model import Account
from partnerhub.domain.partner_changes import purse_store as store
from partnerhub.kit.problems import Conflict


class BalanceOwed(Conflict):
    """The client's balance is below zero. It must add funds before it can change partner."""

    code = "balance_owed"


class Paying(Conflict):
    """A payment is under way. Wait until it is booked, then try again."""

    code = "payment_under_way"


class Purse(msgspec.Struct, frozen=True, kw_only=True):
    """Rows as JSON, and accounts, also those with nothing in them. Where the partner pays there are those of before."""

    payer: str | None
    details: str | None
    cards: list[str]
    funds: list[Account]


async def take(db: Db, partner_id: str, client_id: str, *, now: datetime) -> Purse:
    """Raises BalanceOwed, Paying."""
    payer = await store.hold_payer(db, partner_id, client_id)
    if await store.is_paying(db, partner_id, client_id):
        raise Paying
    found = await billing.funds_of_client(db, partner_id, client_id)
    if any(account.balance < 0 for account in found):
        raise BalanceOwed
    for account in found:
        if account.balance > 0:
            await billing.refund(db, partner_id, client_id, account.balance, account.currency, now=now)
    await store.quieten(db, partner_id, client_id)
    return Purse(
        payer=payer, details=await store.details_of(db, partner_id, client_id), funds=found,
        cards=await store.take_cards(db, partner_id, client_id),
    )  # fmt: skip


async def put(db: Db, partner_id: str, client_id: str, purse: Purse, *, now: datetime) -> None:
    if purse.payer:
        await store.put_payer(db, partner_id, client_id, purse.payer, purse.cards, now)
    if purse.details:
        await store.put_details(db, partner_id, client_id, purse.details)
    for account in purse.funds:
        await billing.open_account(db, partner_id, client_id, account.currency, now=now)
        if account.balance > 0:
            await billing.book(
                db, partner_id, client_id, account.balance, account.currency, now=now, kind="funding"
            )  # fmt: skip
