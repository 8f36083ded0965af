"""A worker that stands still, or is not there, is told of within a minute, once (reliability R17)."""

import os
import signal
import time
from pathlib import Path

import pytest
from tests.faults.conftest import Say
from tests.faults.rig.installation import Installation, posting, standing
from tests.faults.rig.postgres import Shared
from tests.faults.rig.scale import FULL, SEED

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not FULL, reason="waits for most of a minute: make faults"),
]

WITHIN = 60  # seconds
MESSAGES = 20


def alerts(installation: Installation, name: str) -> int:
    return installation.postgres.ask(f"SELECT count(*) FROM operator_alert WHERE name = '{name}'")


def test_a_worker_that_stands_still_is_told_of_once_and_so_is_that_it_goes_on(
    folder: Path, database: Shared, say: Say
) -> None:
    with standing(folder, database, servers=2, workers=1, wabas=2) as installation:
        worker = installation.workers[0].process
        assert worker
        os.kill(worker.pid, signal.SIGSTOP)
        stopped = time.monotonic()
        try:
            with posting(installation.task(MESSAGES, 10, seed=SEED), folder) as client:
                installation.steady(client, MESSAGES)
                client.told()
            installation.until(lambda: alerts(installation, "deliveries_late") > 0, WITHIN)
            told = time.monotonic() - stopped
        finally:
            os.kill(worker.pid, signal.SIGCONT)
        installation.until(lambda: alerts(installation, "deliveries_flow_again") > 0, WITHIN)
        say(f"stall: a worker that stood still was told of after {told:.0f} s, by one line")
        assert told < WITHIN
        assert (alerts(installation, "deliveries_late"), alerts(installation, "deliveries_flow_again")) == (1, 1)
        assert sum(part.log.read_text().count('"deliveries_late"') for part in installation.parts) == 1
