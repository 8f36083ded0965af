"""Mail to people: written into the transaction that is the reason for it, sent by the worker afterwards, and tried again.

The text is sealed while it waits, for it may hold a link that lets somebody in, and it is forgotten when it is sent.
"""

from partnerhub.domain.letters.sending import SendLetter, send_due
from partnerhub.domain.letters.store import prune
from partnerhub.domain.letters.writing import Letter, post

__all__ = ["Letter", "SendLetter", "post", "prune", "send_due"]
