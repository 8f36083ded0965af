"""What answers make of an endpoint's standing. Pure rules."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from partnerhub.domain.webhooks.schedule import GONE, pause_of
from partnerhub.upstream.receivers.answers import Answer

OPENS_AFTER = 10  # failures in a row that open the breaker
OPEN_FOR = 30  # seconds until a single probe may go
DISABLED_AFTER = timedelta(days=5)  # of nothing but failures

Standing = Literal["healthy", "failing", "disabled", "resuming"]
Reason = Literal["gone", "failing"]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """`failures` and `failing_since`: since the last success. `paused_until`: nothing is sent before. `reason`: of disabling."""

    standing: Standing = "healthy"
    failures: int = 0
    failing_since: datetime | None = None
    paused_until: datetime | None = None
    reason: Reason | None = None


def after(health: Health, answers: Iterable[Answer], now: datetime) -> Health:
    """`answers` in the order of their arrival, none of a fault of ours."""
    for answer in answers:
        health = _after_one(health, answer, now)
    return health


def _after_one(was: Health, answer: Answer, now: datetime) -> Health:
    if was.standing == "disabled":
        return was
    if answer.failure is None:
        return Health()
    failures, since = was.failures + 1, was.failing_since or now
    pause = max(pause_of(answer), OPEN_FOR if failures >= OPENS_AFTER else 0)
    reason = "gone" if answer.status == GONE else "failing" if now - since >= DISABLED_AFTER else None
    return Health(
        standing="disabled" if reason else "failing" if failures >= OPENS_AFTER else was.standing,
        failures=failures,
        failing_since=since,
        paused_until=max(was.paused_until or now, now + timedelta(seconds=pause)) if pause else was.paused_until,
        reason=reason,
    )
