"""How an endpoint stands: healthy, failing (its breaker is open), disabled, or resuming after it was enabled again.

The state is in PostgreSQL, so it outlives workers and is one for all of them. Each change is told once.
"""

from partnerhub.domain.webhooks.standing.judging import enable, judge

__all__ = ["enable", "judge"]
