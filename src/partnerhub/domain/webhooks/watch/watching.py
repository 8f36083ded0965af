"""When deliveries are late, and that it is told once."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.domain.webhooks.watch import store
from partnerhub.domain.webhooks.watch.store import Waiting

LATE_AFTER = 30.0  # seconds that something due has waited
SETTLED_AFTER = 15.0  # seconds between two changes: two who watch may look at different moments

Change = Literal["deliveries_late", "deliveries_flow_again"]


class _Detail(msgspec.Struct):
    """`oldest`: seconds. `endpoint`: that of the oldest."""

    oldest: float
    owed: int
    endpoint: str | None
    partner_id: str | None


async def look(db: Db) -> tuple[Mapping[str, Waiting], Change | None]:
    """How it stands, by whether endpoints are `open`, `throttled` or `parked`; and the change, for the first who sees it."""
    waiting = await store.measure(db)
    now = waiting["open"]
    late = now.oldest > LATE_AFTER
    name: Change = "deliveries_late" if late else "deliveries_flow_again"
    endpoint = name_of(now.endpoint_id) if now.endpoint_id else None
    detail = _Detail(round(now.oldest, 1), now.owed, endpoint, now.partner_id)
    told = await store.change(db, late, SETTLED_AFTER, name, msgspec.json.encode(detail).decode())
    return waiting, name if told else None
