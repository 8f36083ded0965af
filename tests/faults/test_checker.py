"""The checker itself: it must see what it is there to see."""

from tests.faults.rig.messages import Number, expected, found_in, payload, together
from tests.faults.rig.schedule import Struck, plan
from tests.faults.rig.sink import Receipt, digest_of
from tests.faults.rig.total_queue import Verdict, judged

from partnerhub.domain.messaging.split import taken_apart

NUMBERS = [Number(str(100 + n), "7", f"/ok/c{n}") for n in range(5)]


def receipt(n: int, at: float = 1.0, **other: object) -> Receipt:
    """As it should be, but for what is `other`."""
    right = Receipt(at, 200, NUMBERS[n % 5].path, f"evt_{n}", digest_of(expected(n, NUMBERS)), True, [n])
    return right._replace(**other)  # type: ignore[arg-type]


def verdict(acknowledged: set[int], *receipts: Receipt, faults: tuple[Struck, ...] = ()) -> Verdict:
    return judged(acknowledged, 3, receipts, NUMBERS, faults)


class TestVerdict:
    def test_is_clean_when_all_came_once(self) -> None:
        found = verdict({0, 1}, receipt(0), receipt(1))
        assert (found.lost, found.unexpected, found.recovered, found.duplicated) == ([], [], [], 0)

    def test_lost_is_what_was_acknowledged_and_never_came(self) -> None:
        assert verdict({0, 1}, receipt(0)).lost == [1]

    def test_what_was_answered_with_a_failure_did_not_come(self) -> None:
        assert verdict({0}, receipt(0, status=500)).lost == [0]

    def test_recovered_is_what_came_though_it_was_never_acknowledged(self) -> None:
        assert verdict({0}, receipt(0), receipt(2)).recovered == [2]

    def test_a_message_that_nobody_sent_is_unexpected(self) -> None:
        assert "nobody sent" in verdict({0}, receipt(0), receipt(3)).unexpected[0]

    def test_so_is_one_at_another_receiver(self) -> None:
        assert "meant for another" in verdict({0}, receipt(0, path="/ok/c1")).unexpected[0]

    def test_so_are_other_bytes_and_a_missing_signature(self) -> None:
        assert "not its bytes" in verdict({0}, receipt(0, digest="0")).unexpected[0]
        assert "not its bytes" in verdict({0}, receipt(0, signed=False)).unexpected[0]

    def test_so_is_a_second_event_of_the_same_message(self) -> None:
        found = verdict({0}, receipt(0), receipt(0, 2.0, event="evt_other"))
        assert "became events" in found.unexpected[0]

    def test_a_repetition_is_due_to_the_fault_that_followed_the_first_receipt(self) -> None:
        early, late = Struck(1.1, "kill", "work-0"), Struck(9.0, "kill", "work-1")
        found = verdict({0}, receipt(0), receipt(0, 14.0), faults=(Struck(0.1, "kill", "x"), early, late))
        assert (found.duplicates, found.stray) == ({early: 1}, 0)

    def test_a_repetition_without_a_fault_is_a_stray(self) -> None:
        assert verdict({0}, receipt(0), receipt(0, 14.0)).stray == 1


class TestMessages:
    def test_arrive_as_their_receiver_gets_them_out_of_a_bundle(self) -> None:
        bundle = together(0)
        taken = taken_apart(payload(bundle, NUMBERS))
        assert [change.phone_number_id for change in taken.changes] == ["100", "101", "102"]
        assert [taken.only([change]) for change in taken.changes] == [expected(n, NUMBERS) for n in bundle]

    def test_are_found_in_what_arrives(self) -> None:
        assert [found_in(expected(n, NUMBERS)) for n in (0, 1, 2)] == [[0], [1], [2]]


class TestPlan:
    def test_follows_from_the_seed(self) -> None:
        assert plan(1, 1000, kills=9, stops=2, cuts=3) == plan(1, 1000, kills=9, stops=2, cuts=3)
        assert plan(1, 1000, kills=9, stops=2, cuts=3) != plan(2, 1000, kills=9, stops=2, cuts=3)

    def test_has_all_that_is_asked_for_in_order(self) -> None:
        kinds = [one.kind for one in plan(1, 1000, kills=9, stops=2, cuts=3)]
        assert [kinds.count(kind) for kind in ("kill", "stop", "cut")] == [9, 2, 3]
