"""How much goes at once: what a killed worker would repeat stays small, and slow receivers hold back nobody else."""

import asyncio

import msgspec
import pytest
from tests.waiting import eventually

from partnerhub.domain.webhooks.queue import Claimed, DueEndpoint
from partnerhub.domain.webhooks.signing import Signer
from partnerhub.kit import clock
from partnerhub.workers.deliver import pacing
from partnerhub.workers.deliver.pacing import MOST, Pace, Waiting
from partnerhub.workers.deliver.receivers import Receiver

ENDPOINT = DueEndpoint("aPA", 1, "https://a.example/", None, None, None, None, 64, 0, "healthy", clock.now(), None)
RECEIVER = Receiver(Signer("secret"), [])
AGES = 3_600.0  # seconds


class Paced:
    """A pace, what it sent and gave back, and how much is said to wait for PostgreSQL."""

    def __init__(self) -> None:
        self.sent: list[Claimed] = []
        self.given_back: list[Claimed] = []
        self.unsettled = 0
        self.pace = Pace(lambda: self.unsettled, self._send, lambda one: self.given_back.append(one.delivery))

    def _send(self, one: Waiting) -> None:
        self.sent.append(one.delivery)

    def put(self, count: int, endpoint: DueEndpoint = ENDPOINT) -> None:
        for n in range(count):
            self.pace.put(Claimed("aPA", endpoint.id, f"evt_{n}", 7, 1, "t", None, None, b"{}"), endpoint, RECEIVER)
        self.pace.go_on()


@pytest.fixture
async def paced(monkeypatch: pytest.MonkeyPatch) -> Paced:
    """Nothing grows old or waits too long by itself, however slow the machine is."""
    monkeypatch.setattr(pacing, "YOUNG", AGES)
    monkeypatch.setattr(pacing, "PATIENCE", AGES)
    return Paced()


async def test_no_more_goes_than_receivers_and_postgresql_keep_up_with(paced: Paced) -> None:
    paced.put(2 * MOST)
    assert len(paced.sent) == MOST
    paced.pace.ended(paced.sent[0])
    paced.unsettled = 1  # answered, and not written down yet
    paced.pace.go_on()
    assert len(paced.sent) == MOST
    paced.unsettled = 0
    paced.pace.go_on()
    assert len(paced.sent) == MOST + 1


async def test_endpoints_take_turns_so_that_one_with_much_waiting_delays_nobody(paced: Paced) -> None:
    paced.put(2 * MOST)
    paced.put(2, msgspec.structs.replace(ENDPOINT, id=2))
    for one in paced.sent[:4]:
        paced.pace.ended(one)
    paced.pace.go_on()
    assert [(one.endpoint_id, one.event_id) for one in paced.sent[MOST:]] == [
        (1, f"evt_{MOST}"), (2, "evt_0"), (1, f"evt_{MOST + 1}"), (2, "evt_1"),
    ]  # fmt: skip


async def test_what_is_on_its_way_for_a_while_holds_back_nobody(paced: Paced, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pacing, "YOUNG", 0.02)
    paced.put(2 * MOST)

    async def all_went() -> bool:
        return len(paced.sent) == 2 * MOST

    await eventually(all_went)


async def test_what_waited_too_long_is_left_to_its_lease(paced: Paced, monkeypatch: pytest.MonkeyPatch) -> None:
    paced.unsettled = MOST
    paced.put(3)
    monkeypatch.setattr(pacing, "PATIENCE", 0.0)
    await asyncio.sleep(0)
    paced.unsettled = 0
    paced.pace.go_on()
    assert (len(paced.sent), len(paced.given_back)) == (0, 3)
