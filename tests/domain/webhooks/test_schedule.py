"""The retry schedule on a virtual clock."""

import random

from partnerhub.domain.webhooks.schedule import ATTEMPTS, GAPS, pause_of, verdict
from partnerhub.upstream.receivers.answers import Answer

DAY = 86_400


def random_answer(rng: random.Random) -> Answer:
    retry_after = rng.choice([0, 0, 0, 1, 60, 7200, DAY, 3 * DAY])
    return rng.choice(
        [
            Answer(500, "status", retry_after=retry_after), Answer(429, "status", retry_after=retry_after),
            Answer(503, "status", retry_after=retry_after), Answer(301, "redirect"), Answer(410, "status"),
            Answer(0, "timeout"), Answer(0, "connect"), Answer(0, "blocked"), Answer(0, "tls"),
        ]
    )  # fmt: skip


class TestSchedule:
    def test_has_seventeen_attempts_the_last_not_before_seven_days(self) -> None:
        assert ATTEMPTS == 17
        assert GAPS[:9] == (5, 30, 120, 600, 1800, 3600, 10_800, 21_600, 43_200)
        assert GAPS[9:] == (DAY,) * 7
        assert 7 * DAY <= sum(GAPS) < 8 * DAY

    def test_keeps_each_of_10_000_deliveries_in_its_window(self) -> None:
        rng = random.Random(2026)
        for _ in range(10_000):
            clock = 0.0
            for attempt in range(1, ATTEMPTS + 1):
                answer = random_answer(rng)
                said = verdict(attempt, answer)
                if attempt == ATTEMPTS:
                    assert said.outcome == "exhausted"
                    assert said.delay is None
                    break
                assert said.outcome == ("parked" if answer.status == 410 else "retrying")
                assert said.delay is not None
                asked = min(answer.retry_after, DAY)
                assert max(GAPS[attempt - 1], asked) <= said.delay <= max(GAPS[attempt - 1] * 1.2, asked)
                clock += said.delay
            assert clock >= 7 * DAY

    def test_ends_with_the_first_success(self) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            assert (verdict(attempt, Answer(204, None)).outcome, verdict(attempt, Answer(204, None)).delay) == (
                "delivered",
                None,
            )

    def test_never_calls_our_fault_the_receivers(self) -> None:
        assert verdict(1, Answer(0, "ours")).outcome == "retrying"
        assert verdict(ATTEMPTS, Answer(0, "ours")).outcome == "dead"
        assert verdict(ATTEMPTS, Answer(500, "status")).outcome == "exhausted"

    def test_leaves_a_busy_endpoint_alone_for_as_long_as_it_says_up_to_a_day(self) -> None:
        assert pause_of(Answer(500, "status", retry_after=60)) == 0
        assert pause_of(Answer(429, "status")) == 1
        assert pause_of(Answer(503, "status", retry_after=60)) == 60
        assert pause_of(Answer(429, "status", retry_after=3 * DAY)) == DAY
