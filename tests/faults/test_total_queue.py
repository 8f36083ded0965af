"""Nothing acknowledged is lost, and nothing else comes, while everything is killed and stopped again and again."""

import time
from pathlib import Path

import pytest
from tests.faults.conftest import Say
from tests.faults.rig.installation import posting, standing
from tests.faults.rig.postgres import Postgres
from tests.faults.rig.scale import SEED, of
from tests.faults.rig.schedule import Struck, plan
from tests.faults.rig.striking import played
from tests.faults.rig.total_queue import Verdict, judged

from partnerhub.workers.deliver.claiming import IN_FLIGHT

pytestmark = pytest.mark.faults

FAULTS_WITHIN = of(4_900, 100_000)  # messages acknowledged
MESSAGES, RATE = FAULTS_WITHIN + of(100, 1_000), of(250, 250)  # the client gives some up
KILLS, STOPS, CUTS = of(20, 200), of(2, 20), of(10, 100)
WITHIN = of(180, 3_600)  # seconds
OWED_WITHIN = 120  # seconds after the last message; a lease and some repetitions
MEAN_DUPLICATES = 16  # of one kill


def test_nothing_acknowledged_is_lost_and_nothing_else_comes(folder: Path, postgres: Postgres, say: Say) -> None:
    faults = plan(SEED, FAULTS_WITHIN, kills=KILLS, stops=STOPS, cuts=CUTS)
    with standing(folder, postgres, wabas=of(4, 20), manner=lambda n: "flaky" if n % 4 == 0 else "ok") as installation:
        began = time.monotonic()
        with posting(installation.task(MESSAGES, RATE, gives_up=0.2, seed=SEED), folder) as client:
            struck = played(installation, client, faults, WITHIN)
            told = client.told()
        posted = time.monotonic() - began
        drained = installation.until(lambda: installation.owed() == 0, OWED_WITHIN)
        failed = installation.postgres.ask("SELECT count(*) FROM failed_delivery")
        verdict = judged(client.acknowledged, told.sent, installation.receipts(), installation.numbers, struck)
    for line in described(verdict, struck, posted, drained):
        say(line)
    assert (len(struck), failed, installation.deaths) == (len(faults), 0, [])
    assert (verdict.lost, verdict.unexpected, verdict.stray) == ([], [], 0)
    assert verdict.acknowledged >= FAULTS_WITHIN
    assert verdict.acknowledged + len(told.given_up) >= told.sent >= MESSAGES
    assert max(verdict.duplicates.values(), default=0) <= IN_FLIGHT
    assert verdict.duplicated <= MEAN_DUPLICATES * KILLS


def described(verdict: Verdict, struck: list[Struck], posted: float, drained: float) -> list[str]:
    kinds = [one.kind for one in struck]
    worst = max(verdict.duplicates.values(), default=0)
    counts = {kind: kinds.count(kind) for kind in ("kill", "stop", "cut")}
    return [
        f"total queue: {verdict.acknowledged} messages acknowledged in {posted:.0f} s; nothing owed {drained:.0f} s later",
        "  faults: {kill} kill -9, {stop} immediate stops of PostgreSQL, {cut} cuts of its connections".format(
            **counts
        ),
        f"  lost {len(verdict.lost)}, unexpected {len(verdict.unexpected)}, recovered {len(verdict.recovered)}",
        f"  duplicated {verdict.duplicated}, of one fault at most {worst}, of one kill {verdict.duplicated / KILLS:.1f}",
    ]
