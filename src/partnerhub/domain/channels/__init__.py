"""Channels: phone numbers of clients on WhatsApp, from created to live to terminated.

A channel is `created` when onboarding finds the number, `verified` once Meta's webhooks reach us
(channel_ready), `ready` once the number is registered and its integration runs (channel_running: keys can
be made), and live when it may message (channel_live). The client shares API-key permission with the
partner, or withdraws it. A cancellation ends the channel at the end of the month.
"""

from partnerhub.domain.channels.cancellation import (
    AlreadyTerminated,
    request_cancellation,
    revoke_cancellation,
)
from partnerhub.domain.channels.create import ChannelOfAnother, LimitReached, create
from partnerhub.domain.channels.life import mark_live, mark_ready, mark_running
from partnerhub.domain.channels.listing import LISTING
from partnerhub.domain.channels.permission import grant_permission, revoke_permission
from partnerhub.domain.channels.standing import (
    SYNC_EVERY,
    Said,
    block_templates,
    block_templates_of_waba,
    note,
    review,
    unblock_templates,
    unblock_templates_of_waba,
    warn,
)
from partnerhub.domain.channels.standing_store import of_waba, want_sync
from partnerhub.domain.channels.store import ClientChannel, find_doc, keep_health, of_client, shared_among
from partnerhub.domain.channels.sync import claim_syncs, said_by, sync

__all__ = [
    "LISTING",
    "SYNC_EVERY",
    "AlreadyTerminated",
    "ChannelOfAnother",
    "ClientChannel",
    "LimitReached",
    "Said",
    "block_templates",
    "block_templates_of_waba",
    "claim_syncs",
    "create",
    "find_doc",
    "grant_permission",
    "keep_health",
    "mark_live",
    "mark_ready",
    "mark_running",
    "note",
    "of_client",
    "of_waba",
    "request_cancellation",
    "review",
    "revoke_cancellation",
    "revoke_permission",
    "said_by",
    "shared_among",
    "sync",
    "unblock_templates",
    "unblock_templates_of_waba",
    "want_sync",
    "warn",
]  # fmt: skip
