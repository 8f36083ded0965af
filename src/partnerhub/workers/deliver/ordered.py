"""Where this worker has come to in the buckets of endpoints that keep an order, so that each bucket has its turn."""

from collections.abc import Sequence

from partnerhub.db.pool import Db
from partnerhub.domain.webhooks import queue
from partnerhub.domain.webhooks.queue import Claimed, Wanted

BUCKETS = 256  # of one endpoint in one round


class Order:
    def __init__(self) -> None:
        self._after: dict[int, str] = {}

    async def claim(self, db: Db, wanted: Sequence[Wanted], *, claim_id: int, lease: float) -> list[Claimed]:
        after = [self._after.get(one.endpoint.id, "") for one in wanted]
        claimed, self._after = await queue.claim_in_order(
            db, wanted, after, claim_id=claim_id, lease=lease, most=BUCKETS
        )
        return claimed
