"""When a failed delivery is tried again, and what an answer means. Pure rules."""

import random
from dataclasses import dataclass
from typing import Literal

from partnerhub.upstream.receivers.answers import Answer

MINUTE, HOUR, DAY = 60, 3600, 86_400
GAPS = (5, 30, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, *[DAY] * 7)  # seconds
ATTEMPTS = len(GAPS) + 1  # 17, the last not before seven days
JITTER = 0.2  # 0 to +20 %: never early
LONGEST_RETRY_AFTER = DAY
CLAIMS = ATTEMPTS + 8  # a delivery claimed more often than this was never settled: it kills its worker

GONE = 410
BUSY = (429, 503)

Outcome = Literal["delivered", "retrying", "parked", "exhausted", "dead"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done. `delay`: seconds until the next attempt, None: no more is owed."""

    outcome: Outcome
    delay: float | None = None


def verdict(attempt: int, answer: Answer) -> Verdict:
    """`attempt` counts from 1. The receiver's failures end as `exhausted`; `dead` is never theirs."""
    if answer.failure is None:
        return Verdict("delivered")
    if attempt >= ATTEMPTS:
        return Verdict("dead" if answer.failure == "ours" else "exhausted")
    return Verdict("parked" if answer.status == GONE else "retrying", delay_after(attempt, answer.retry_after))


def delay_after(attempt: int, retry_after: int) -> float:
    """Seconds from the end of a failed attempt to the next; the receiver may ask for more, up to 24 hours."""
    gap = GAPS[attempt - 1] * (1 + random.uniform(0, JITTER))  # noqa: S311
    return max(gap, min(retry_after, LONGEST_RETRY_AFTER))


def pause_of(answer: Answer) -> int:
    """Seconds for which the whole endpoint is left alone: it said that it is busy, and until when, up to 24 hours."""
    if answer.status not in BUSY:
        return 0
    return min(max(answer.retry_after, 1), LONGEST_RETRY_AFTER)
