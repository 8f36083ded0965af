"""Telling that funds are low, once each time they become so: before messages stop, not after."""

from datetime import datetime
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Database, Db
from partnerhub.domain import webhooks
from partnerhub.domain.billing.model import Currency, cents
from partnerhub.domain.payments import renewal_store as store
from partnerhub.domain.payments.renewal_store import Low

AT_ONCE = 50


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """`below`: the threshold."""

    currency: Currency
    balance: Decimal
    below: Decimal
    partner_id: str
    client_id: str | None


async def tell_low(database: Database, *, now: datetime) -> int:
    """One round; returns how many accounts had changed."""
    async with database.working() as db:
        changed = await store.low(db, AT_ONCE)
    for one in changed:
        async with database.writing(one.partner_id) as db:
            # Read again: what was paid in meanwhile makes it no longer low.
            if found := await store.still_untold(db, one.partner_id, one.client_id, one.currency):
                await store.set_told(db, one.partner_id, found)
                if found.is_low:
                    await _tell(db, found, now)
    return len(changed)


async def _tell(db: Db, one: Low, now: datetime) -> None:
    client_id = one.client_id or None
    told = _Told(
        currency=one.currency, balance=cents(one.balance), below=cents(one.below), partner_id=one.partner_id,
        client_id=client_id,
    )  # fmt: skip
    data = msgspec.json.encode(told)
    await webhooks.publish(db, one.partner_id, type="funds_low", data=data, client_id=client_id, now=now)
