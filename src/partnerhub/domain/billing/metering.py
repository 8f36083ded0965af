"""From delivered messages to usage, and from usage to what it costs."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.billing import store, usage_store
from partnerhub.domain.billing.countries import country_of
from partnerhub.domain.billing.funds import settle
from partnerhub.domain.billing.usage_store import Line


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `recipient` is a phone number in digits, or empty; `billable` is Meta's word."""

    partner_id: str
    channel_id: str
    client_id: str
    waba_id: str
    recipient: str
    category: str
    pricing_type: str
    billable: bool
    at: datetime


async def charge(db: Db, messages: Iterable[Delivered], *, now: datetime) -> None:
    """In the worker's transaction, one at a time over all processes: count, price, take out, and stop who has no more."""
    charges = await usage_store.add(db, list(_lines(messages)))
    if charges:
        await store.add_charges(db, charges, now)
        for account in await store.spend(db, charges):
            await settle(db, account, now)


def _lines(messages: Iterable[Delivered]) -> Iterable[Line]:
    """Alike ones together."""
    counts: dict[Line, list[bool]] = defaultdict(list)
    for one in messages:
        counts[_line(one)].append(one.billable)
    for line, billable in counts.items():
        yield msgspec.structs.replace(line, quantity=len(billable), paid_quantity=sum(billable))


def _line(one: Delivered) -> Line:
    return Line(
        partner_id=one.partner_id,
        channel_id=one.channel_id,
        client_id=one.client_id,
        waba_id=one.waba_id,
        day=one.at.astimezone(UTC).date(),
        category=one.category,
        country=country_of(one.recipient),
        pricing_type=one.pricing_type,
        quantity=0,
        paid_quantity=0,
    )
