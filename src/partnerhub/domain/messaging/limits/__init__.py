"""What Meta takes at most (contract messaging-and-meta A.3, B.8), told before it is asked; pace.py: how fast.

Only what is written down is checked, and only with the parts that are known: Meta judges the rest, and nothing is
decoded and encoded again.
"""

from partnerhub.domain.messaging.limits.files import TooLarge, WrongKind, check_file, largest
from partnerhub.domain.messaging.limits.forms import (
    Archive,
    Code,
    Events,
    Group,
    GroupRemoval,
    Profile,
)
from partnerhub.domain.messaging.limits.message import Message, check_message
from partnerhub.domain.messaging.limits.wording import Beyond, check

__all__ = [
    "Archive",
    "Beyond",
    "Code",
    "Events",
    "Group",
    "GroupRemoval",
    "Message",
    "Profile",
    "TooLarge",
    "WrongKind",
    "check",
    "check_file",
    "check_message",
    "largest",
]
