"""Telling that funds are used up, or that there are some again: an event for each channel that they pay for.

That they are used up is told once of the account, too, for people.
"""

from datetime import datetime
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import channels, webhooks
from partnerhub.domain.billing import telling_store as store
from partnerhub.domain.billing.model import Account, Currency, cents

AT_ONCE = 100


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    currency: Currency
    balance: Decimal
    partner_id: str
    client_id: str | None


async def tell_some(db: Db, *, now: datetime) -> bool:
    """Some channels of one account, in the worker's transaction; whether there may be more to tell."""
    account = await store.claim(db)
    if account is None:
        return False
    partner_id = account.partner_id
    if await store.set_used_up_told(db, partner_id, account) and account.stopped_at:
        await _tell_payer(db, partner_id, account, now)
    found = await store.channels_to_tell(db, partner_id, account, limit=AT_ONCE)
    change = channels.block_templates if account.stopped_at else channels.unblock_templates
    for channel_id in found:
        await change(db, partner_id, channel_id, "balance", now=now)
    if len(found) < AT_ONCE:
        await store.set_told(db, partner_id, account)
    return True


async def _tell_payer(db: Db, partner_id: str, account: Account, now: datetime) -> None:
    client_id = account.client_id or None
    told = _Told(
        currency=account.currency, balance=cents(account.balance), partner_id=partner_id, client_id=client_id
    )  # fmt: skip
    data = msgspec.json.encode(told)
    await webhooks.publish(db, partner_id, type="funds_used_up", data=data, client_id=client_id, now=now)
