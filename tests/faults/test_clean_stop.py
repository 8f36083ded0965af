"""Servers and workers are stopped in order, one after the other, under load: nobody notices."""

import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.faults.conftest import Say
from tests.faults.rig.installation import Installation, posting, standing
from tests.faults.rig.postgres import Shared
from tests.faults.rig.processes import Part
from tests.faults.rig.scale import of
from tests.faults.rig.total_queue import judged

from partnerhub.cli.addresses import answers

pytestmark = pytest.mark.faults

RESTARTS = of(8, 50)
RATE = 150
OUT_WITHIN = of(30, 10)  # seconds
READY_WITHIN = 60


def test_rolling_restarts_lose_repeat_and_break_nothing(folder: Path, database: Shared, say: Say) -> None:
    with standing(folder, database, wabas=4) as installation, posting(installation.task(10**6, RATE), folder) as client:
        installation.until(lambda: client.count() > RATE, READY_WITHIN)
        took = [restarted(installation, part) for part in turns(installation.parts, RESTARTS)]
        client.stop()
        installation.until(client.over, READY_WITHIN)
        told = client.told()
        installation.until(lambda: installation.owed() == 0, READY_WITHIN)
        verdict = judged(client.acknowledged, told.sent, installation.receipts(), installation.numbers, [])
    say(
        f"clean stop: {RESTARTS} rolling restarts under {RATE}/s, out within {max(took):.1f} s; {told.broken} requests broken"
    )
    say(f"  of {verdict.acknowledged}: lost {len(verdict.lost)}, duplicated {verdict.duplicated}")
    assert (told.broken, set(told.statuses)) == (0, {200})
    assert (verdict.lost, verdict.unexpected, verdict.duplicated, verdict.recovered) == ([], [], 0, [])
    assert max(took) <= OUT_WITHIN


def turns(parts: list[Part], count: int) -> Iterable[Part]:
    return (parts[n % len(parts)] for n in range(count))


def restarted(installation: Installation, part: Part) -> float:
    """Seconds until it was out; returns when the next one takes part."""
    took = part.stop(READY_WITHIN)
    part.start()
    if part in installation.servers:
        port = installation.ports[installation.servers.index(part)]
        installation.until(lambda: answers("127.0.0.1", port, "/readyz"), READY_WITHIN)
    else:
        time.sleep(1)  # a worker has no address that could be asked
    return took
