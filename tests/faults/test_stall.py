"""Deliveries that come to a stand are told of within a minute, once, and are seen at /metrics (reliability R17)."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.faults.conftest import Say
from tests.faults.looking.metrics import scraped
from tests.faults.rig.installation import Installation, Posting, posting, standing
from tests.faults.rig.postgres import Postgres, running
from tests.faults.rig.scale import FULL, SEED
from tests.faults.stalling import injections
from tests.faults.stalling.clock import clock_of_postgresql
from tests.serving import free_port

from partnerhub.domain.webhooks.watch.alarm_store import OVER, Alarm

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not FULL, reason="each waits for most of a minute: make faults"),
]

WITHIN = 60  # seconds
OVER_WITHIN = 120
NEXT_LOOK = 60  # of the server, where it was the worker that told
PATIENCE = 180
RATE, STEADY = 50, 100  # messages a second, and before the fault
HOUR = 3600
TOLD = "SELECT extract(epoch FROM at)::float8 FROM operator_alert WHERE name = ANY ($1) ORDER BY id LIMIT 1"
FAILING = "SELECT extract(epoch FROM created_at)::float8 FROM event WHERE type = 'endpoint.failing' ORDER BY id LIMIT 1"


class Stall(NamedTuple):
    """`alarms`: any of them will do. `seen`: a sample of the server's /metrics, and more than what it then is.

    `manner`: of the first receiver.
    """

    how: Callable[[Installation], AbstractContextManager[None]]
    alarms: tuple[Alarm, ...]
    seen: tuple[tuple[str, ...], float]
    manner: str = "ok"


LATE = (("partnerhub_deliveries_late",), 0.0)
UNSEEN = (("partnerhub_queue_looks_failed_total",), 0.0)
SLOW = (("partnerhub_queue_look_seconds",), 2.0)
STALLS = {
    "no worker": Stall(injections.no_worker, ("deliveries_late",), LATE),
    "a worker that stands still": Stall(injections.frozen_worker, ("deliveries_late",), LATE),
    "PostgreSQL whose every word takes 4 s": Stall(injections.slow_postgresql, ("database_slow", "queue_unseen"), SLOW),
    "a queue that is locked": Stall(injections.locked_queue, ("queue_unseen",), UNSEEN),
    "a breaker that is stuck": Stall(injections.stuck_breaker, ("deliveries_late",), LATE, "fail"),
}  # fmt: skip


@pytest.mark.parametrize("name", STALLS)
def test_is_told_of_once_and_so_is_its_end(name: str, folder: Path, postgres: Postgres, say: Say) -> None:
    stall = STALLS[name]
    with standing(folder, postgres, servers=1, workers=1, wabas=2, manner=first(stall.manner)) as installation:
        with loaded(installation) as client:
            with stall.how(installation):
                began = time.time()
                installation.until(lambda: alerts(postgres, *stall.alarms) > 0, PATIENCE)
                sample, more_than = stall.seen
                installation.until(lambda: scraped(installation.ports[0]).get(sample, 0) > more_than, NEXT_LOOK)
                client.stop()
            told = postgres.ask(TOLD, stall.alarms) - began
            raised = [alarm for alarm in stall.alarms if alerts(postgres, alarm)]
            installation.until(lambda: all(alerts(postgres, OVER[alarm]) for alarm in raised), OVER_WITHIN)
            installation.until(client.over, PATIENCE)
            client.told()
        say(f"stall: {name} was told of after {told:.0f} s")
        assert told < WITHIN
        for alarm in raised:
            assert (alerts(postgres, alarm), alerts(postgres, OVER[alarm])) == (1, 1)
            assert sum(part.log.read_text().count(f'"{alarm}"') for part in installation.parts) == 1


def test_a_receiver_that_hangs_is_told_to_its_partner(folder: Path, postgres: Postgres, say: Say) -> None:
    port = free_port()
    with standing(
        folder, postgres, servers=1, workers=1, wabas=2, manner=first("hang"), worker_metrics_port=port
    ) as installation:
        began = time.time()
        with loaded(installation):
            installation.until(lambda: postgres.ask(FAILING) is not None, PATIENCE)
            told = postgres.ask(FAILING) - began
            installation.until(lambda: throttled(installation) > 0, OVER_WITHIN)
            worker = scraped(port)
        say(
            f"stall: a receiver that hangs was told of after {told:.0f} s; its {failures(worker):.0f} failures are counted"
        )
        assert told < WITHIN
        assert failures(worker) >= 10
        assert alerts(postgres, "deliveries_late") == 0


@pytest.mark.parametrize("ahead", [HOUR, -HOUR])
def test_a_clock_that_jumps_is_told_of(ahead: int, folder: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    with clock_of_postgresql(monkeypatch) as clock, running(folder / "postgres") as postgres:
        with standing(folder, postgres, servers=1, workers=1, wabas=2) as installation, loaded(installation):
            clock.put(ahead)
            told = installation.until(lambda: alerts(postgres, "clock_jumped") > 0, PATIENCE)
            jumps = ("partnerhub_clock_jumps_total",)
            installation.until(lambda: scraped(installation.ports[0]).get(jumps, 0) >= 1, NEXT_LOOK)
            found = postgres.ask(
                "SELECT (detail::json ->> 'seconds')::float8 FROM operator_alert WHERE name = 'clock_jumped'"
            )
        say(f"stall: PostgreSQL's clock {ahead / HOUR:+.0f} h was told of after {told:.0f} s")
        assert told < WITHIN
        assert found == pytest.approx(ahead, abs=60)


def first(manner: str) -> Callable[[int], str]:
    """How receivers answer: the first so, the others well."""
    return lambda n: manner if n == 0 else "ok"


@contextmanager
def loaded(installation: Installation) -> Iterator[Posting]:
    """Messages come, and have come for a while."""
    with posting(installation.task(10**6, RATE, seed=SEED), installation.folder) as client:
        installation.steady(client, STEADY)
        yield client


def alerts(postgres: Postgres, *names: str) -> int:
    return postgres.ask("SELECT count(*) FROM operator_alert WHERE name = ANY ($1)", names)


def throttled(installation: Installation) -> float:
    return scraped(installation.ports[0]).get(("partnerhub_deliveries_owed", "throttled"), 0)


def failures(worker: dict[tuple[str, ...], float]) -> float:
    """Of one endpoint, by their class."""
    return sum(
        value
        for (name, *labels), value in worker.items()
        if name == "partnerhub_attempts_failed_total" and "timeout" in labels
    )
