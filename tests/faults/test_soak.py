"""Ten minutes and more under an even load, beside a reader that stays in its transaction: nothing grows (reliability R14).

Alone: `make faults ARGS="tests/faults/test_soak.py"`; SOAK_MINUTES=120 for the full two hours.
"""

import os
import time
from pathlib import Path

import pytest
from tests.faults.conftest import Say
from tests.faults.looking.growth import Sample, sampled
from tests.faults.rig.installation import posting, standing
from tests.faults.rig.postgres import Postgres
from tests.faults.rig.scale import FULL, SEED
from tests.faults.rig.total_queue import judged
from tests.serving import free_port

pytestmark = [pytest.mark.faults, pytest.mark.skipif(not FULL, reason="takes ten minutes: make faults")]

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
RATE = 200  # messages a second
EVERY = 10  # seconds between two samples
WARM = 0.3  # of the time: what is cached once is no growth
WITHIN = 300  # seconds to deliver the rest
DRIFT = 0.05
DESCRIPTORS = 5  # more at once than before, for connections come and go
LAST = 0.7  # of the time is over: from there on claims are judged
QUICK = 0.99  # of the claims are made within 20 ms
READER = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM event"  # no limit for the owner


def test_an_even_load_makes_nothing_grow(folder: Path, postgres: Postgres, say: Say) -> None:
    messages = int(MINUTES * 60 * RATE)
    port = free_port()
    with (
        standing(folder, postgres, servers=1, workers=1, wabas=10, worker_metrics_port=port) as installation,
        postgres.holding(READER),
    ):
        with posting(installation.task(messages, RATE, seed=SEED), folder) as client:
            samples = list[Sample]()
            while not client.over():
                samples.append(sampled(installation, client.count(), port))
                due = time.monotonic() + EVERY
                installation.until(lambda due=due: client.over() or time.monotonic() > due, 2 * EVERY)
            told = client.told()
        installation.until(lambda: installation.owed() == 0, WITHIN)
        verdict = judged(client.acknowledged, told.sent, installation.receipts(), installation.numbers, [])
        deaths = installation.deaths
    for line in described(samples):
        say(line)
    assert (verdict.lost, verdict.unexpected, verdict.duplicated, deaths) == ([], [], 0, [])
    warm = samples[int(len(samples) * WARM) : -1]
    first, last = warm[0], warm[-1]
    early, late = warm[: len(warm) // 2], warm[len(warm) // 2 :]
    for name, before in first.memory.items():
        assert last.memory[name] <= before * (1 + DRIFT), f"memory of {name}"
        assert most(name, late) <= most(name, early) + DESCRIPTORS, f"descriptors of {name}"
    assert rate([*warm, samples[-1]]) >= RATE * (1 - DRIFT)
    assert quick(samples[int(len(samples) * LAST) :]) >= QUICK


def most(name: str, samples: list[Sample]) -> int:
    """Descriptors at once."""
    return max(one.descriptors[name] for one in samples)


def rate(samples: list[Sample]) -> float:
    return (samples[-1].acknowledged - samples[0].acknowledged) / (samples[-1].at - samples[0].at)


def quick(samples: list[Sample]) -> float:
    """The share of the claims that took no longer than R14 allows."""
    return (samples[-1].quick - samples[0].quick) / (samples[-1].claims - samples[0].claims)


def described(samples: list[Sample]) -> list[str]:
    warm = samples[int(len(samples) * WARM) :]
    lines = [f"soak: {MINUTES:g} min at {RATE}/s beside a reader in its transaction; {rate(warm):.0f}/s acknowledged"]
    third = len(samples) // 3
    for when, one, claims in (("warm", warm[0], samples[: third + 1]), ("end", warm[-1], samples[-third - 1 :])):
        memory = ", ".join(
            f"{name} {size / 2**20:.1f} MB {one.descriptors[name]} fds" for name, size in one.memory.items()
        )
        lines.append(
            f"  {when}: {memory}; delivery {one.live} live, {one.dead} dead, {one.table / 2**20:.1f} MB;"
            f" {quick(claims):.2%} of the claims of this third within 20 ms"
        )
    return lines
