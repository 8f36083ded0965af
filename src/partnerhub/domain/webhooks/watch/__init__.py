"""Watching the queue from outside the worker: how much waits, how long the oldest has, and telling once when it is late.

Whoever runs looks: servers too, for a worker that stands still does not say so.
"""

from partnerhub.domain.webhooks.watch.alarm_store import Seen, note
from partnerhub.domain.webhooks.watch.clocks import Clocks
from partnerhub.domain.webhooks.watch.store import Waiting
from partnerhub.domain.webhooks.watch.watching import LATE_AFTER, measure

__all__ = ["LATE_AFTER", "Clocks", "Seen", "Waiting", "measure", "note"]
