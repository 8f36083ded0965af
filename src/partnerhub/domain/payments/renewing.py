"""Auto-renewal: an account that fell below its payer's threshold is topped up from the payer's cards.

Where nobody charges cards any more, what only a card had kept going stops, and is told to be low.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from partnerhub.db.pool import Database
from partnerhub.domain import billing
from partnerhub.domain.payments import opening
from partnerhub.domain.payments import renewal_store as store
from partnerhub.domain.payments.charging import Till, advance

AT_ONCE = 8
AGAIN_AFTER = timedelta(days=1)  # when every card declined; a new card is tried at once


async def renew_due(till: Till, now: Callable[[], datetime]) -> int:
    """One round; returns how many accounts were due. However many workers look, an account has one renewal at a time."""
    async with till.database.working() as db:
        due = await store.due(db, now() - AGAIN_AFTER, AT_ONCE)
    opened: list[tuple[str, str]] = []
    for partner_id, client_id in due:
        async with till.database.writing(partner_id) as db:
            amount = await store.still_due(db, partner_id, client_id, now() - AGAIN_AFTER)
            if amount:
                made = await opening.renewal(db, partner_id, client_id, amount, till.issuer, now=now())
                opened += [(partner_id, made)] if made else []
    await asyncio.gather(*(advance(till, partner_id, payment_id, now) for partner_id, payment_id in opened))
    return len(opened)


async def set_charging(database: Database, *, charges: bool) -> None:
    """Whether there is a payment provider."""
    async with database.working_write() as db:
        await store.set_charging(db, charges=charges)


async def stop_unrenewed(database: Database, *, now: datetime) -> int:
    """One round; returns how many payers there were."""
    async with database.working() as db:
        found = await store.unrenewed(db, AT_ONCE)
    for partner_id, client_id in found:
        async with database.writing(partner_id) as db:
            await billing.renews_no_more(db, partner_id, client_id, now=now)
    return len(found)
