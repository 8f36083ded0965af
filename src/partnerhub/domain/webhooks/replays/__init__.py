"""Replays: the events of a time, chosen by what is known of them, owed once more; events that had no endpoint too."""

from partnerhub.domain.webhooks.replays.model import STATUSES, NoSuchReplay, Replay, TooManyReplays
from partnerhub.domain.webhooks.replays.replays import cancel, create, get, page, progress, step

__all__ = [
    "STATUSES",
    "NoSuchReplay",
    "Replay",
    "TooManyReplays",
    "cancel",
    "create",
    "get",
    "page",
    "progress",
    "step",
]
