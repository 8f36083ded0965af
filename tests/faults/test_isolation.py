"""Receivers that hang, fail and flood, beside healthy ones: these do not feel it."""

import json
from pathlib import Path
from statistics import median

import pytest
from tests.faults.conftest import Say
from tests.faults.rig.installation import Installation, posting, standing
from tests.faults.rig.owing import owe, owed_at
from tests.faults.rig.postgres import Shared
from tests.faults.rig.scale import FULL, of
from tests.faults.rig.total_queue import judged

from partnerhub.domain.webhooks.schedule import ATTEMPTS

pytestmark = pytest.mark.faults

RUNS = of(1, 3)
WABAS = of(4, 10)  # of five numbers
BAD = of(2, 5)  # that hang, and as many that fail
FLOOD = of(2_000, 20_000)
MESSAGES, RATE = of(600, 3_000), 100
BAD_RATE = 10
WITHIN = 120  # seconds
P99, P99_OF_QUIET = 0.25, 2  # seconds, and how many times the quiet one
NOTICED = 0.05  # seconds; below this, twice of next to nothing is next to nothing

FAILURES = of(1_000, 100_000)
FAILING = ("fail", "early", "garbage")
KINDS = "SELECT json_object_agg(fault, n) FROM (SELECT fault, count(*) AS n FROM failed_delivery GROUP BY 1) f"
PASS_TIME = """
WITH due AS (UPDATE delivery SET next_at = now() WHERE claim_id IS NULL AND next_at > now()),
again AS (UPDATE endpoint SET failures = 0, failing_since = NULL, paused_until = '-infinity' WHERE failures > 0)
SELECT count(*) FROM delivery
"""


def manner(n: int) -> str:
    if n == 2 * BAD:
        return "ok/flooded"
    return "hang" if n < BAD else "fail" if n < 2 * BAD else "ok"


def test_healthy_receivers_are_served_as_if_they_were_alone(folder: Path, database: Shared, say: Say) -> None:
    found: list[tuple[float, float]] = []
    with standing(folder, database, servers=1, wabas=WABAS, manner=manner) as installation:
        for run in range(RUNS):
            first = run * 10**6
            quiet = healthy_p99(installation, first)
            owe(database, installation.numbers[2 * BAD], FLOOD)
            bad = installation.task(10**7, BAD_RATE, first=first + 500_000, numbers=installation.numbers[: 2 * BAD])
            with posting(bad, folder):
                found.append((quiet, healthy_p99(installation, first + 250_000)))
            installation.until(lambda: owed_at(database, "ok/flooded") == 0, WITHIN)
        dead = database.ask("SELECT count(*) FROM failed_delivery")
        assert (installation.deaths, dead) == ([], 0)
    quiet, loud = (median(one[n] for one in found) for n in (0, 1))
    say(
        f"isolation: p99 of {5 * WABAS - 2 * BAD - 1} healthy receivers {quiet * 1000:.0f} ms alone, {loud * 1000:.0f} ms"
        f" beside {BAD} that hang, {BAD} that fail and one with {FLOOD} waiting; median of {RUNS}"
    )
    assert not FULL or loud <= min(P99, max(NOTICED, P99_OF_QUIET * quiet))


def healthy_p99(installation: Installation, first: int) -> float:
    """Seconds from the acknowledgement to the receipt; fails unless each message arrives, and no other."""
    healthy = installation.numbers[2 * BAD + 1 :]
    numbers = [healthy[n % len(healthy)] for n in range(len(healthy) // 5 * 5)]
    with posting(
        installation.task(first + MESSAGES, RATE, first=first, numbers=numbers), installation.folder
    ) as client:
        installation.until(client.over, WITHIN)
        told = client.told()
    installation.until(lambda: arrived(installation, first, told.sent) == len(client.acknowledged), WITHIN)
    ours = [one for one in installation.receipts() if any(first <= n < told.sent for n in one.messages)]
    verdict = judged(client.acknowledged, told.sent, ours, numbers, [])
    assert (verdict.lost, verdict.unexpected, verdict.duplicated) == ([], [], 0)
    late = sorted(max(0.0, one.at - client.acknowledged[one.messages[0]]) for one in ours)
    return late[len(late) * 99 // 100]


def arrived(installation: Installation, first: int, end: int) -> int:
    return len({n for one in installation.receipts() for n in one.messages if first <= n < end})


def test_what_receivers_fail_at_is_exhausted_and_never_dead(folder: Path, database: Shared, say: Say) -> None:
    with standing(folder, database, servers=0, workers=1, wabas=4, manner=lambda n: FAILING[n % 3]) as installation:
        for number in installation.numbers:
            owe(database, number, FAILURES // len(installation.numbers), attempts=ATTEMPTS - 1)
        installation.until(lambda: database.ask(PASS_TIME) == 0, WITHIN * of(1, 10))
        kinds = json.loads(database.ask(KINDS))
        assert installation.deaths == []
    say(f"two kinds of failure: of {FAILURES} deliveries whose receivers fail to the end: {kinds}")
    assert kinds == {"exhausted": FAILURES}
