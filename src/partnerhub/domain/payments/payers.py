"""Who pays, with the wishes that the contract gives those who have said nothing yet."""

from datetime import datetime
from decimal import Decimal

from partnerhub.db.pool import Db
from partnerhub.domain import billing, clients, partners
from partnerhub.domain.billing.balance import EURO
from partnerhub.domain.billing.model import PARTNERS_OWN, Currency
from partnerhub.domain.payments import payer_store as store
from partnerhub.domain.payments.model import CLIENTS, PARTNERS, Payer
from partnerhub.kit.problems import Conflict


class Moved(Conflict):
    """This client has moved to another partner, with its money and cards. Log in again to pay there."""

    code = "client_moved"


async def payer_of(db: Db, partner_id: str, client_id: str) -> Payer:
    """As it is, or as it will be; nothing is written."""
    known = await store.find_payer(db, partner_id, client_id)
    if known:
        return known
    below, by = CLIENTS if client_id else PARTNERS
    currency = await _currency(db, partner_id, client_id)
    return Payer(client_id=client_id, currency=currency, renew_below=below, renew_by=by)


async def stay(db: Db, partner_id: str, client_id: str) -> None:
    """A client that is paying does not change partner meanwhile; it is held before its account. Raises Moved."""
    if client_id != PARTNERS_OWN and not await clients.hold(db, partner_id, client_id):
        raise Moved


async def opened(db: Db, partner_id: str, client_id: str) -> Payer:
    """The payer, written down if it was not. Raises Moved."""
    await stay(db, partner_id, client_id)
    await store.add(db, partner_id, await payer_of(db, partner_id, client_id))
    return await payer_of(db, partner_id, client_id)


async def set_renewal(
    db: Db, partner_id: str, client_id: str, *, renews: bool, below: Decimal, by: Decimal, now: datetime
) -> None:  # fmt: skip
    """What renewal had kept going may stop by this: the account is held before its payer, as everywhere."""
    await billing.hold(db, partner_id, client_id)
    await store.set_renewal(db, partner_id, client_id, renews=renews, below=below, by=by)
    await billing.renews_no_more(db, partner_id, client_id, now=now)


async def _currency(db: Db, partner_id: str, client_id: str) -> Currency:
    """Of its account, else of its WABA, else of its country."""
    own = await billing.funds_of_client(db, partner_id, client_id)
    if own:
        return own[0].currency
    if client_id != PARTNERS_OWN and (currency := await store.currency_of_waba(db, partner_id, client_id)):
        return currency
    return "eur" if (await partners.get(db, partner_id)).country in EURO else "usd"
