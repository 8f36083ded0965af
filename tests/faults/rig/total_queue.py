"""Jepsen's total queue: what was acknowledged must come out, and nothing else; set against each other at the end."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from tests.faults.rig.messages import Number, expected, number_of
from tests.faults.rig.schedule import Struck
from tests.faults.rig.sink import Receipt, digest_of


class Verdict(NamedTuple):
    """`lost` and `recovered` are messages; `unexpected` says what came and why it should not have.

    `duplicates`: how many repetitions each fault caused; `stray` ones came without a fault before them.
    """

    acknowledged: int
    delivered: int
    lost: list[int]
    unexpected: list[str]
    recovered: list[int]
    duplicates: dict[Struck, int]
    stray: int

    @property
    def duplicated(self) -> int:
        return sum(self.duplicates.values()) + self.stray


def judged(
    acknowledged: Collection[int],
    sent: int,
    receipts: Iterable[Receipt],
    numbers: Sequence[Number],
    faults: Sequence[Struck],
) -> Verdict:
    """`sent`: messages 0 to this were tried. A receipt that was answered with a failure delivered nothing."""
    receipts = list(receipts)
    delivered = [one for one in receipts if one.status == 200]
    arrived = {n for one in delivered for n in one.messages}
    duplicates, stray = _duplicates(delivered, faults)
    return Verdict(
        acknowledged=len(acknowledged),
        delivered=len(arrived),
        lost=sorted(set(acknowledged) - arrived),
        unexpected=[*_foreign(receipts, sent, numbers), *_twice_taken(receipts)],
        recovered=sorted(arrived - set(acknowledged)),
        duplicates=duplicates,
        stray=stray,
    )


def _foreign(receipts: Iterable[Receipt], sent: int, numbers: Sequence[Number]) -> list[str]:
    """What nobody sent, or was sent to another, or in other words, or without our signature."""
    digests: dict[int, str] = {}
    faults: list[str] = []
    for one in receipts:
        if len(one.messages) != 1 or one.messages[0] >= sent:
            faults.append(f"nobody sent {one}")
            continue
        n = one.messages[0]
        if n not in digests:
            digests[n] = digest_of(expected(n, numbers))
        if one.path != number_of(n, numbers).path:
            faults.append(f"meant for another: {one}")
        if one.digest != digests[n] or not one.signed:
            faults.append(f"not its bytes, or not signed: {one}")
    return faults


def _twice_taken(receipts: Iterable[Receipt]) -> list[str]:
    """The repetition of a message carries its event's id, or it is a second event."""
    events: dict[int, set[str]] = defaultdict(set)
    for one in receipts:
        for n in one.messages:
            events[n].add(one.event)
    return [f"message {n} became events {sorted(ids)}" for n, ids in events.items() if len(ids) > 1]


def _duplicates(delivered: Iterable[Receipt], faults: Sequence[Struck]) -> tuple[dict[Struck, int], int]:
    """A repetition is due to the first fault after the receipt before it: that one kept it from being settled."""
    last: dict[str, float] = {}
    caused: Counter[Struck] = Counter()
    stray = 0
    for one in sorted(delivered):
        before = last.get(one.event)
        last[one.event] = one.at
        if before is None:
            continue
        cause = next((fault for fault in faults if before - 0.5 <= fault.at <= one.at), None)
        if cause is None:
            stray += 1
        else:
            caused[cause] += 1
    return dict(caused), stray
