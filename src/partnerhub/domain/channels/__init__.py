"""Channels: phone numbers of clients on WhatsApp, from created to live to terminated.

A channel is `created` when onboarding finds the number, `verified` once Meta's webhooks reach us
(channel_ready), `ready` once the number is registered and its integration runs (channel_running: keys can
be made), and live when it may message (channel_live). The client shares API-key permission with the
partner, or withdraws it. A cancellation ends the channel at the end of the month.
"""

from partnerhub.domain.channels.at_meta.blocks import (
    block_templates,
    block_templates_of_waba,
    unblock_templates,
    unblock_templates_of_waba,
)
from partnerhub.domain.channels.at_meta.errand_store import Errand
from partnerhub.domain.channels.at_meta.leaving import leave
from partnerhub.domain.channels.at_meta.standing import Said, note, review
from partnerhub.domain.channels.at_meta.standing_store import of_waba
from partnerhub.domain.channels.at_meta.sync import claim, keep, next_reading, sync, want_sync
from partnerhub.domain.channels.at_meta.warning import warn
from partnerhub.domain.channels.cancellation import (
    AlreadyTerminated,
    request_cancellation,
    revoke_cancellation,
)
from partnerhub.domain.channels.create import ChannelOfAnother, LimitReached, create
from partnerhub.domain.channels.ending_store import is_any_gone
from partnerhub.domain.channels.life import mark_live, mark_ready, mark_running
from partnerhub.domain.channels.listing import LISTING
from partnerhub.domain.channels.permission import grant_permission, revoke_permission
from partnerhub.domain.channels.reading import readable
from partnerhub.domain.channels.store import (
    ClientChannel,
    find_doc,
    keep_health,
    of_client,
    permission_changes,
    shared_among,
)
from partnerhub.domain.channels.termination import delete, due_to_delete, due_to_terminate, terminate

__all__ = [
    "LISTING",
    "AlreadyTerminated",
    "ChannelOfAnother",
    "ClientChannel",
    "Errand",
    "LimitReached",
    "Said",
    "block_templates",
    "block_templates_of_waba",
    "claim",
    "create",
    "delete",
    "due_to_delete",
    "due_to_terminate",
    "find_doc",
    "grant_permission",
    "is_any_gone",
    "keep",
    "keep_health",
    "leave",
    "mark_live",
    "mark_ready",
    "mark_running",
    "next_reading",
    "note",
    "of_client",
    "of_waba",
    "permission_changes",
    "readable",
    "request_cancellation",
    "review",
    "revoke_cancellation",
    "revoke_permission",
    "shared_among",
    "sync",
    "terminate",
    "unblock_templates",
    "unblock_templates_of_waba",
    "want_sync",
    "warn",
]
