"""When deliveries are late, and what is told of them."""

from collections.abc import Mapping

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.domain.webhooks.watch import store
from partnerhub.domain.webhooks.watch.alarm_store import Seen
from partnerhub.domain.webhooks.watch.store import Waiting

LATE_AFTER = 30.0  # seconds that something due has waited


class _Late(msgspec.Struct):
    """`oldest`: seconds. `endpoint`: that of the oldest."""

    oldest: float
    owed: int
    endpoint: str | None
    partner_id: str | None


async def measure(db: Db) -> tuple[Mapping[str, Waiting], Seen]:
    """How it stands, by whether endpoints are `open`, `throttled` or `parked`; and whether that is late."""
    waiting = await store.measure(db)
    now = waiting["open"]
    endpoint = name_of(now.endpoint_id) if now.endpoint_id else None
    detail = _Late(round(now.oldest, 1), now.owed, endpoint, now.partner_id)
    return waiting, Seen("deliveries_late", now.oldest > LATE_AFTER, detail)
