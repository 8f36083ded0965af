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
from partnerhub.domain.channels.store import ClientChannel, find_doc, keep_health, of_client

__all__ = [
    "LISTING",
    "AlreadyTerminated",
    "ChannelOfAnother",
    "ClientChannel",
    "LimitReached",
    "create",
    "find_doc",
    "grant_permission",
    "keep_health",
    "mark_live",
    "mark_ready",
    "mark_running",
    "of_client",
    "request_cancellation",
    "revoke_cancellation",
    "revoke_permission",
]  # fmt: skip
