"""Meta's enforcement, told to the partner (contract partner-api §14.3)."""

from datetime import datetime
from typing import Any, Literal

from partnerhub.db.pool import Db
from partnerhub.domain.channels.at_meta import standing_store as store
from partnerhub.domain.channels.notice import tell

Enforcement = Literal["account_violation", "account_restriction"]


async def warn(
    db: Db, partner_id: str, waba_id: str, event: Enforcement, facts: dict[str, Any], *, now: datetime
) -> None:
    """Tell of Meta's enforcement, once for each number of the WABA: the channel, its `phone_number`, and the `facts`."""
    for channel_id, number in await store.of_waba(db, partner_id, waba_id):
        doc = await store.find_doc(db, partner_id, channel_id)
        await tell(db, partner_id, event, doc, now, phone_number=number, **facts)
