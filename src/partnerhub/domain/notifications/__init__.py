"""What people hear of: a notice for each event that a partner is told, in the bell, by mail at once, or in a daily letter.

An event is published (`webhooks.publish`) in the transaction that made it true, and the same statement writes down that nobody
was told of it yet. The worker takes it from there (`making`), looks up in `sayings` of what kind it is and who may see it, and
writes the notice and the letters in one transaction: once, whatever is killed. So whoever wants people to hear of something new
publishes an event and adds its line to `sayings`.
"""

from partnerhub.domain.notifications.digests import due_digests, send_digests
from partnerhub.domain.notifications.inbox_store import Inbox, mark_all_read, mark_read, open_notice, page, unread
from partnerhub.domain.notifications.kinds import KINDS, Choices, Kind, kinds_for
from partnerhub.domain.notifications.making import make, partners_to_tell
from partnerhub.domain.notifications.notice import Notice
from partnerhub.domain.notifications.preferences import choices_of, choose
from partnerhub.domain.notifications.store import prune

__all__ = [
    "KINDS",
    "Choices",
    "Inbox",
    "Kind",
    "Notice",
    "choices_of",
    "choose",
    "due_digests",
    "kinds_for",
    "make",
    "mark_all_read",
    "mark_read",
    "open_notice",
    "page",
    "partners_to_tell",
    "prune",
    "send_digests",
    "unread",
]
