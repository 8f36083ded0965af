"""What became of messages: sent, delivered, read, failed, counted by channel and UTC day (contract hub-and-onboarding §7).

Meta's statuses repeat and come in any order. They are counted from the events that carried them, some time after Meta's
webhook was answered: accepting waits for no counter and writes nothing for it.

- *outcome*: all that one delivery of statuses says of one message
- *step*: sent, delivered, read or failed; each counts once a message, on the day of which Meta first told
"""

from partnerhub.domain.messaging.outcomes.counting import count
from partnerhub.domain.messaging.outcomes.store import Outcome, add, prune
from partnerhub.domain.messaging.outcomes.told import DELIVERED, FAILED, READ, SENT

__all__ = ["DELIVERED", "FAILED", "READ", "SENT", "Outcome", "add", "count", "prune"]
