"""Telling that funds are low, once each time they become so: before messages stop, not after."""

from datetime import datetime
from decimal import Decimal

import msgspec

from partnerhub.db.pool import Database
from partnerhub.domain import webhooks
from partnerhub.domain.billing.model import Currency, cents
from partnerhub.domain.payments import renewal_store as store

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
            if await store.set_told(db, one.partner_id, one) and one.is_low:
                told = _Told(
                    currency=one.currency, balance=cents(one.balance), below=cents(one.below),
                    partner_id=one.partner_id,
                    client_id=one.client_id or None,
                )  # fmt: skip
                await webhooks.publish(
                    db, one.partner_id, type="funds_low", data=msgspec.json.encode(told),
                    client_id=one.client_id or None, now=now,
                )  # fmt: skip
    return len(changed)
