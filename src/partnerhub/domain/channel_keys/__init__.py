"""Channel keys (`D360-API-KEY`): one live key a channel, shown once; a new one ends the one before it."""

from partnerhub.domain.channel_keys.entrance import Entrance
from partnerhub.domain.channel_keys.keys import (
    NotRunning,
    PermissionMissing,
    SharedWithPartner,
    create,
    create_by_client,
    end,
    live,
)
from partnerhub.domain.channel_keys.store import ChannelKey, EnteredChannel, keyed_among

__all__ = [
    "ChannelKey",
    "EnteredChannel",
    "Entrance",
    "NotRunning",
    "PermissionMissing",
    "SharedWithPartner",
    "create",
    "create_by_client",
    "end",
    "keyed_among",
    "live",
]
