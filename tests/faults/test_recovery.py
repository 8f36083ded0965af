"""How soon all is well again, with nobody's help, after a worker or PostgreSQL was killed."""

import math
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from tests.faults.conftest import Say
from tests.faults.rig.installation import Installation, Posting, posting, standing
from tests.faults.rig.postgres import Postgres, Shared
from tests.faults.rig.scale import FULL, of
from tests.faults.rig.sink import Receipt
from tests.faults.rig.total_queue import judged

pytestmark = pytest.mark.faults

RUNS = of(1, 5)
RATE = 100
LEASES_WITHIN, BACK_WITHIN = 15, 10  # seconds
PATIENCE = 90
STEADY = of(2, 4)  # seconds of load before a fault
AFTERWARDS = of(2, 14)  # seconds after it
WINDOW = 2.0  # seconds over which a rate is taken
AS_BEFORE = 0.95

HELD = "SELECT array_agg(event_id) FROM delivery WHERE claim_id IS NOT NULL AND next_at > now()"
LEFT = "SELECT count(*) FROM delivery WHERE event_id = ANY($1)"


def test_what_a_killed_worker_held_is_delivered_by_the_others(folder: Path, database: Shared, say: Say) -> None:
    with (
        standing(folder, database, servers=1, manner=lambda _: "slow") as installation,
        posting(installation.task(10**6, RATE), folder) as client,
    ):
        took = [after_a_kill(installation, client, run) for run in range(RUNS)]
        finish(installation, client)
    say(f"recovery: leases of a killed worker delivered within {max(took):.1f} s, in {RUNS} kills")
    assert not FULL or max(took) <= LEASES_WITHIN + 1  # the receivers here take a second


def after_a_kill(installation: Installation, client: Posting, run: int) -> float:
    installation.steady(client, STEADY * RATE)
    installation.workers[run % 2].kill()
    held = installation.postgres.ask(HELD)
    return installation.until(lambda: installation.postgres.ask(LEFT, held) == 0, PATIENCE)


def test_a_restart_of_postgresql_ends_no_process_and_holds_up_little(
    folder: Path, postgres: Postgres, say: Say
) -> None:
    with standing(folder, postgres, servers=1) as installation:
        with posting(installation.task(10**6, RATE), folder) as client:
            stops = [after_a_stop(installation, client, postgres) for _ in range(RUNS)]
            finish(installation, client)
        receipts = installation.receipts()
        assert [part.starts for part in installation.parts] == [1] * len(installation.parts)
        for part in installation.parts:
            for line in part.log.read_bytes().splitlines():
                msgspec.json.decode(line, type=dict)
    took = [back_after(receipts, *stop) for stop in stops]
    say(f"recovery: the rate before a restart of PostgreSQL is back {max(took):.1f} s after it, in {RUNS} restarts")
    assert not FULL or max(took) <= BACK_WITHIN


def after_a_stop(installation: Installation, client: Posting, postgres: Postgres) -> tuple[float, float]:
    """When it was stopped, and when it was there again."""
    installation.steady(client, STEADY * RATE)
    stopped = time.monotonic()
    postgres.stop_immediately()
    time.sleep(1)
    postgres.start()
    started = time.monotonic()
    installation.steady(client, AFTERWARDS * RATE)
    return stopped, started


def back_after(receipts: Sequence[Receipt], stopped: float, started: float) -> float:
    """Seconds from the start until the rate was once more what it was before the stop; infinite when it never was."""
    times = sorted(one.at for one in receipts)
    before = sum(stopped - STEADY <= at < stopped for at in times) / STEADY
    return next(
        (
            at - started
            for at in times
            if at >= started and sum(at <= other < at + WINDOW for other in times) >= AS_BEFORE * before * WINDOW
        ),
        math.inf,
    )


def finish(installation: Installation, client: Posting) -> None:
    """No new messages; all that was acknowledged is delivered."""
    client.stop()
    installation.until(client.over, PATIENCE)
    told = client.told()
    installation.until(lambda: installation.owed() == 0, PATIENCE)
    verdict = judged(client.acknowledged, told.sent, installation.receipts(), installation.numbers, [])
    assert (verdict.lost, verdict.unexpected, installation.deaths) == ([], [], [])
