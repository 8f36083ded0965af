"""Numbers of a worker, for /metrics."""

from collections.abc import Iterable
from functools import cache

from prometheus_client import Counter, Gauge, Histogram

from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.domain.webhooks.queue import Settled

NAMED = 1_000  # endpoints that have series of their own; those that fail after them share one

ATTEMPTS = Counter("partnerhub_attempts", "Attempts to deliver, by what came of them.", ["outcome"])
FAILURES = Counter(
    "partnerhub_attempts_failed", "Failed attempts, by endpoint and class of error.", ["endpoint", "error"]
)
SECONDS = Histogram(
    "partnerhub_attempt_seconds",
    "Time until an attempt was over.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
CLAIM_SECONDS = Histogram(
    "partnerhub_claim_seconds",
    "Time until what is due was found and taken in hand.",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
IN_FLIGHT = Gauge("partnerhub_in_flight", "Attempts that are under way in this worker.")
UNSETTLED = Gauge("partnerhub_unsettled", "Attempts that are over and not written down yet.")

_named: set[int] = set()


def count(batch: Iterable[Settled]) -> None:
    for one in batch:
        _of_outcome(one.outcome).inc()
        SECONDS.observe(one.ms / 1000)
        if one.error:
            FAILURES.labels(_name(one.claimed.endpoint_id), one.error).inc()


@cache
def _of_outcome(outcome: str) -> Counter:
    """Looking it up costs more than counting."""
    return ATTEMPTS.labels(outcome)


def _name(endpoint_id: int) -> str:
    if endpoint_id not in _named and len(_named) >= NAMED:
        return "other"
    _named.add(endpoint_id)
    return name_of(endpoint_id)
