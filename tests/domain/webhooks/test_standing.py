"""An endpoint's breaker against a model of it: Hypothesis chooses what happens, both must stand alike after each step.

`STANDING_EXAMPLES=10000` for as many runs.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.domain.webhooks.breaker import DAY, LEASE, Driven, Model

from partnerhub.db.embedded import Dsns
from partnerhub.db.pool import Database
from partnerhub.domain.webhooks.queue import Claimed
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.receivers.answers import Answer, failure_of_status

FEW = 40
EXAMPLES = int(os.environ.get("STANDING_EXAMPLES", FEW))
SLOW = 8.0  # seconds that a whole run may take, on a busy machine: what differs by less is alike
ANSWERS = st.one_of(
    st.just((200, 0)),
    st.just((500, 0)),
    st.just((0, 0)),
    st.tuples(st.sampled_from([429, 503]), st.sampled_from([60, 3600, 2 * int(DAY)])),
    st.just((410, 0)),
)
MANY = st.one_of(st.just([(500, 0)] * 12), st.lists(ANSWERS, min_size=1, max_size=12))


class World:
    """The database, on an event loop of the test's own: Hypothesis' steps are not coroutines."""

    def __init__(self, dsns: Dsns, vault: Vault) -> None:
        self.dsns, self.vault = dsns, vault
        self.loop = asyncio.new_event_loop()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    async def connect(self) -> None:
        self.database = Database(self.dsns.app, self.dsns.worker, set_role=False, size=2)
        await self.database.open()
        self.owner = await asyncpg.connect(self.dsns.owner)

    async def disconnect(self) -> None:
        await self.owner.close()
        await self.database.close()


@pytest.fixture(scope="module")
def stage(new_database: Callable[[str], Dsns]) -> Iterator[World]:
    made = World(new_database("standing"), Vault(b"a master secret for tests, only!"))
    made.run(made.connect())
    yield made
    made.run(made.disconnect())
    made.loop.close()


class Endpoint(RuleBasedStateMachine):
    world: World

    @initialize(first=MANY)
    def begin(self, first: list[tuple[int, int]]) -> None:
        self.driven = Driven(self.world.database, self.world.owner, self.world.vault)
        self.world.run(self.driven.begin())
        self.model, self.held = Model(), list[Claimed]()
        self.claim(12)
        self.answer(first)

    @rule(room=st.integers(1, 12))
    def claim(self, room: int) -> None:
        """Nothing while the breaker is open; one, whoever asks, once it has been open for its time."""
        claimed = self.world.run(self.driven.claim(room))
        if not self.model.open():
            assert claimed == []
        elif self.model.standing == "failing":
            assert len(claimed) == (0 if self.held else 1)
            self.model.pause(LEASE)
        else:
            assert len(claimed) == min(room, 64 - len(self.held))
        self.held += claimed

    @rule(several=MANY)
    def answer(self, several: list[tuple[int, int]]) -> None:
        settled, self.held = self.held[: len(several)], self.held[len(several) :]
        if not settled:
            return
        several = several[: len(settled)]
        self.model.hear(several)
        self.world.run(self.driven.settle(settled, [answer_of(*one) for one in several]))

    @rule(several=MANY)
    def wait_and_try(self, several: list[tuple[int, int]]) -> None:
        self.wait(2 * DAY, restarted=False)
        self.claim(12)
        self.answer(several)

    @rule(
        seconds=st.sampled_from([LEASE + SLOW, 30 + SLOW, 3600 + SLOW, DAY + SLOW, 2 * DAY]),
        restarted=st.sampled_from([True, *[False] * 15]),
    )
    def wait(self, seconds: float, restarted: bool) -> None:
        """Longer than a lease: a worker that still holds something is dead. Nothing is kept in a process."""
        self.model.at += seconds
        self.held = []
        self.world.run(self.driven.pass_time(seconds))
        if restarted:
            self.world.run(self.world.disconnect())
            self.world.run(self.world.connect())
            self.driven.database, self.driven.owner = self.world.database, self.world.owner

    @rule()
    def set_the_url_again(self) -> None:
        self.model.enable()
        self.world.run(self.driven.enable())

    @invariant()
    def both_stand_alike(self) -> None:
        state, model = self.world.run(self.driven.state()), self.model
        assert (state["standing"], state["failures"]) == (model.standing, model.failures)
        assert (state["failing"] is None) == (model.since is None)
        if model.since is not None:
            assert abs(state["failing"] - (model.at - model.since)) < SLOW
        assert abs(state["pause"] - max(0.0, model.paused_until - model.at)) < SLOW
        assert state["told"] == [f"endpoint.{one}" for one in model.told]


def answer_of(status: int, retry_after: int) -> Answer:
    failure = failure_of_status(status) if status else "timeout"
    return Answer(status, failure, retry_after=retry_after)


def test_an_endpoint_stands_as_its_model_does_whatever_happens(stage: World) -> None:
    Endpoint.world = stage
    run_state_machine_as_test(
        Endpoint,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            derandomize=EXAMPLES == FEW,  # what a commit is told of must not depend on chance
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink],
        ),
    )
