"""Funds that come in and go back, and what follows when there are none."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from partnerhub.db.pool import Db
from partnerhub.domain import partners
from partnerhub.domain.billing import store
from partnerhub.domain.billing.model import NOTHING, PARTNERS_OWN, Account, Currency
from partnerhub.kit.problems import BadInput, Conflict


class NotPositive(BadInput):
    """The amount must be greater than zero."""


class NotPayer(Conflict):
    """Funds of this kind would pay for nothing: the partner's payment model says who pays, the partner or its clients."""

    code = "not_payer"


class TooMuch(Conflict):
    """There is less in the account."""

    code = "insufficient_funds"


async def fund(
    db: Db,
    partner_id: str,
    client_id: str | None,
    amount: Decimal,
    currency: Currency,
    *,
    now: datetime,
    kind: Literal["funding", "renewal"] = "funding",
) -> Decimal:
    """Add to the client's account, or to the partner's own; the first time opens it. Returns the new balance."""
    if amount <= 0:
        raise NotPositive(field="amount")
    direct = (await partners.get(db, partner_id)).payment_model == "direct"
    if direct != (client_id is not None):
        raise NotPayer
    return await book(db, partner_id, client_id or PARTNERS_OWN, amount, currency, now=now, kind=kind)


async def book(
    db: Db,
    partner_id: str,
    client_id: str,
    amount: Decimal,
    currency: Currency,
    *,
    now: datetime,
    kind: Literal["funding", "renewal"],
) -> Decimal:
    """Money that was taken already is theirs, whoever pays by now. `client_id` is empty for the partner's own."""
    account = await store.put_in(db, partner_id, client_id, currency, amount, now)
    await _moved(db, account, kind, amount, now)
    return account.balance


async def open_account(db: Db, partner_id: str, client_id: str, currency: Currency, *, now: datetime) -> None:
    """With nothing in it, for a client that has shown a card, which is charged as soon as there is a number."""
    await store.put_in(db, partner_id, client_id, currency, NOTHING, now)


async def refund(
    db: Db, partner_id: str, client_id: str | None, amount: Decimal, currency: Currency, *, now: datetime
) -> Decimal:
    """Give back what is not used. Returns the new balance."""
    if amount <= 0:
        raise NotPositive(field="amount")
    account = await store.take_out(db, partner_id, client_id or PARTNERS_OWN, currency, amount)
    if account is None:
        raise TooMuch
    await _moved(db, account, "refund", -amount, now)
    return account.balance


async def _moved(db: Db, account: Account, kind: str, amount: Decimal, now: datetime) -> None:
    await store.add_movement(
        db, account.partner_id, account.client_id, currency=account.currency, kind=kind, amount=amount, now=now
    )
    await settle(db, account, now)


async def renews_no_more(db: Db, partner_id: str, client_id: str, *, now: datetime) -> None:
    """A renewal has failed, or its payer wants none: nothing but money keeps its accounts going."""
    for account in await store.hold(db, partner_id, client_id):
        await settle(db, account, now)


async def settle(db: Db, account: Account, now: datetime) -> None:
    """After each movement, with the account held: at zero or below messages stop, above they go on.

    What a card will bring next keeps them going below zero, but only money lets them go on again. Either happens at once;
    the worker tells channel by channel, for a partner may have many.
    """
    partner_id, client_id, currency = account.partner_id, account.client_id, account.currency
    if account.balance > 0:
        if account.stopped_at:
            await store.set_stopped(db, partner_id, client_id, currency, None)
    elif not account.stopped_at:
        ahead = await store.renewal_ahead(db, partner_id, client_id, currency)
        if account.balance + ahead <= 0:
            await store.set_stopped(db, partner_id, client_id, currency, now)
