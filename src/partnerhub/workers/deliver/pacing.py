"""Holding back what is claimed while much is on its way or not written down yet: a worker that is killed repeats only that.

Claims are large, for one costs as much as many. Of what was claimed, no more goes at once than receivers and PostgreSQL
keep up with; endpoints take turns, so that one with much waiting delays nobody. What has been on its way for a while
belongs to a slow receiver, and holds back nobody else.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable

import msgspec

from partnerhub.domain.webhooks.queue import Claimed, DueEndpoint
from partnerhub.workers.deliver.receivers import Receiver

MOST = 48  # on their way for less than YOUNG, or over and not settled
YOUNG = 0.02  # seconds
PATIENCE = 2.0  # seconds after its claim a delivery may still go; later, its lease could end before it does


class Waiting(msgspec.Struct, frozen=True):
    delivery: Claimed
    endpoint: DueEndpoint
    receiver: Receiver
    since: float


class Pace:
    def __init__(
        self, unsettled: Callable[[], int], send: Callable[[Waiting], None], give_back: Callable[[Waiting], None]
    ) -> None:
        """`give_back`: it waited too long, and comes again when its lease ends."""
        self._unsettled, self._send, self._give_back = unsettled, send, give_back
        self._waiting: OrderedDict[int, deque[Waiting]] = OrderedDict()  # by endpoint; whose turn it is comes first
        self._young: dict[str, float] = {}  # when each began, in that order
        self._timer: asyncio.TimerHandle | None = None

    def put(self, delivery: Claimed, endpoint: DueEndpoint, receiver: Receiver) -> None:
        self._waiting.setdefault(endpoint.id, deque()).append(Waiting(delivery, endpoint, receiver, time.monotonic()))

    def ended(self, delivery: Claimed) -> None:
        self._young.pop(_key(delivery), None)

    def go_on(self) -> None:
        """Send what may go now. To be called when something was put, has ended or was settled."""
        now = time.monotonic()
        self._grow_old(now)
        while self._waiting and len(self._young) + self._unsettled() < MOST:
            one = self._next()
            if now - one.since > PATIENCE:
                self._give_back(one)
                continue
            self._young[_key(one.delivery)] = now
            self._send(one)
        if self._waiting and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(YOUNG, self._again)

    def _next(self) -> Waiting:
        endpoint_id, of_one = self._waiting.popitem(last=False)
        one = of_one.popleft()
        if of_one:
            self._waiting[endpoint_id] = of_one
        return one

    def _again(self) -> None:
        self._timer = None
        self.go_on()

    def _grow_old(self, now: float) -> None:
        for key, began in list(self._young.items()):
            if began > now - YOUNG:
                break
            del self._young[key]


def _key(delivery: Claimed) -> str:
    return f"{delivery.endpoint_id} {delivery.event_id}"
