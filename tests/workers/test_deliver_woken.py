"""The worker is woken by a hint, so that what is new does not wait for its next look."""

import pytest
from tests.receiver import Receiver
from tests.waiting import eventually
from tests.workers.delivering import Delivering

from partnerhub.db.hints import Hints
from partnerhub.domain import webhooks


async def test_a_hint_wakes_a_worker_that_has_nothing_to_do(
    delivering: Delivering, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerhub.workers.deliver.claiming.IDLE_WAIT", 3600)
    partner = await delivering.partner(receiver.url())
    hints = Hints(delivering.database, webhooks.OWED)
    async with delivering.worker():
        for count in (1, 2):
            await delivering.owe(partner)
            await eventually(lambda count=count: _arrives_after(hints, receiver, count))
    await hints.close()


async def _arrives_after(hints: Hints, receiver: Receiver, count: int) -> bool:
    """The worker may not listen yet: then the hint is lost, and given again."""
    hints.give()
    return len(receiver.requests) >= count
