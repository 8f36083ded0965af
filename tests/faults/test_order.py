"""Receivers that ask for it get each number's messages in order, whatever fails and is killed; no number waits for another."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.faults.conftest import Say
from tests.faults.rig.installation import posting, standing
from tests.faults.rig.postgres import Shared
from tests.faults.rig.scale import SEED, of
from tests.faults.rig.schedule import plan
from tests.faults.rig.sink import Receipt
from tests.faults.rig.striking import played
from tests.faults.rig.total_queue import judged

pytestmark = pytest.mark.faults

WABAS = of(4, 200)  # of five numbers; a receiver each
MESSAGES, RATE = of(600, 50_000), of(100, 200)
LANES = 20
KILLS = of(4, 20)
WITHIN, OWED_WITHIN = of(180, 3_600), 300  # seconds; one after the other, each failure holds its number up


def test_no_number_gets_a_message_before_the_one_that_came_before_it(folder: Path, database: Shared, say: Say) -> None:
    faults = plan(SEED, MESSAGES, kills=KILLS, stops=0, cuts=0)
    with standing(folder, database, wabas=WABAS, manner=lambda _: "tenth", kind="waba") as installation:
        database.ask("UPDATE endpoint SET fifo = true")
        task = installation.task(MESSAGES, RATE, lanes=LANES, ordered=True)
        with posting(task, folder) as client:
            struck = played(installation, client, faults, WITHIN)
            told = client.told()
        installation.until(lambda: installation.owed() == 0, OWED_WITHIN)
        receipts = installation.receipts()
        verdict = judged(client.acknowledged, told.sent, receipts, installation.numbers, struck)
    failed, turned = sum(one.status != 200 for one in receipts), inversions(receipts, len(installation.numbers))
    say(
        f"order: {MESSAGES} messages to {len(installation.numbers)} numbers, {failed} answered with a failure, {KILLS} kills:"
        f" {len(turned)} inversions, {len(verdict.lost)} lost"
    )
    assert (turned, verdict.lost, verdict.unexpected, verdict.stray) == ([], [], [], 0)
    assert failed >= MESSAGES // 20
    assert neighbours_meanwhile(receipts, len(installation.numbers)) > 0


def inversions(receipts: Sequence[Receipt], numbers: int) -> list[tuple[int, int]]:
    """Pairs of messages to one number, of which the later was received first; only first receipts count."""
    last: dict[int, int] = defaultdict(lambda: -1)
    seen: set[int] = set()
    turned: list[tuple[int, int]] = []
    for one in sorted(receipts):
        n = one.messages[0]
        if one.status != 200 or n in seen:
            continue
        seen.add(n)
        if n < last[n % numbers]:
            turned.append((last[n % numbers], n))
        last[n % numbers] = max(n, last[n % numbers])
    return turned


def neighbours_meanwhile(receipts: Sequence[Receipt], numbers: int) -> int:
    """Messages that reached a receiver while another number of the same receiver waited for its repetition."""
    waiting: dict[str, int] = {}
    count = 0
    for one in sorted(receipts):
        number = one.messages[0] % numbers
        if one.status != 200:
            waiting[one.path] = number
        elif waiting.get(one.path) == number:
            del waiting[one.path]
        else:
            count += one.path in waiting
    return count


class TestInversions:
    def test_are_seen(self) -> None:
        right = [Receipt(n, 200, "/", f"e{n}", "", True, [n]) for n in range(6)]
        assert inversions(right, 3) == []
        assert inversions([right[0], right[4]._replace(at=0.5), *right[1:]], 3) == [(4, 1)]

    def test_are_not_made_by_repetitions_and_failures(self) -> None:
        right = [Receipt(n, 200, "/", f"e{n}", "", True, [n]) for n in range(6)]
        failed = right[5]._replace(at=0.5, status=500)
        assert inversions([*right, failed, right[0]._replace(at=9)], 3) == []
