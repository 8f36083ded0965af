"""Receivers that answer in every bad way: too much, too slowly, half, none, no HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.faults.conftest import Say
from tests.faults.rig.installation import Installation, standing
from tests.faults.rig.owing import owe, owed_at
from tests.faults.rig.postgres import Shared
from tests.faults.rig.processes import Part
from tests.faults.rig.scale import of

pytestmark = pytest.mark.faults

BEGUN = ("large", "bomb", "drip", "reset")  # a 200 was said: that is a receipt, whatever came after it
NOT_BEGUN = ("garbage", "early", "hang")
KINDS = ("ok", *BEGUN, *NOT_BEGUN)
EACH = of(20, 500)
WITHIN = 120  # seconds
MORE_MEMORY = 50 * 1024 * 1024  # bytes

OUTCOMES = (
    "SELECT count(*) FROM attempt a JOIN endpoint e ON e.id = a.endpoint_id WHERE e.url LIKE $1 AND a.outcome = $2"
)


def test_harm_neither_the_worker_nor_its_memory_and_lose_nothing(folder: Path, database: Shared, say: Say) -> None:
    with standing(folder, database, servers=0, workers=1, wabas=2, manner=kind) as installation:
        owe(database, installation.numbers[0], EACH)
        installation.until(lambda: owed_at(database, "ok") == 0, WITHIN)
        (worker,) = installation.workers
        with peak_of(worker) as memory:
            for number in installation.numbers:
                owe(database, number, EACH)
            for how in ("ok", *BEGUN):
                installation.until(lambda how=how: owed_at(database, how) == 0, WITHIN)
            installation.until(lambda: all(tried(database, how) for how in NOT_BEGUN), WITHIN)
        check(installation, database)
    grown = (memory[-1] - memory[0]) / 1024 / 1024
    say(
        f"bad answers ({', '.join(KINDS[1:])}): {EACH} deliveries each; the worker lives, its memory grew by {grown:.1f} MB"
    )
    assert memory[-1] - memory[0] <= MORE_MEMORY


def kind(n: int) -> str:
    return KINDS[n % len(KINDS)]


def tried(database: Shared, how: str) -> bool:
    return outcomes(database, how, "retrying") > 0


def outcomes(database: Shared, how: str, outcome: str) -> int:
    return database.ask(OUTCOMES, f"%/{how}/%", outcome)


def check(installation: Installation, database: Shared) -> None:
    """Nothing died, nothing was given up; who gave no answer is still owed everything."""
    assert installation.deaths == []
    assert database.ask("SELECT count(*) FROM failed_delivery") == 0
    shares = {how: sum(kind(n) == how for n in range(len(installation.numbers))) for how in KINDS}
    for how in BEGUN:
        assert outcomes(database, how, "delivered") == EACH * shares[how]
    assert {how: owed_at(database, how) for how in NOT_BEGUN} == {how: EACH * shares[how] for how in NOT_BEGUN}


@contextmanager
def peak_of(part: Part) -> Iterator[list[int]]:
    """The memory at the beginning, and at the end the most there was."""
    memory, over = [part.memory(), 0], threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            memory[-1] = max(memory[-1], part.memory())

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield memory
    finally:
        over.set()
        looking.join()
