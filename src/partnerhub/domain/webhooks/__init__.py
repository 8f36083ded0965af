"""Carries opaque bytes to URLs, at least once.

- *endpoint*: one URL, its headers and its state; owned by a partner, a WABA or a channel.
- *event*: a fact with the bytes to send (room `events`). This room knows no noun it may speak of.
- *delivery*: an event owed to an endpoint. It is gone when it arrived or was given up.
- *attempt*: one try of a delivery, kept as a log.

`publish` runs inside the caller's transaction and `CARRY` inside the caller's statement, so a fact and the debt to
tell it commit together.
After the commit, `OWED` is the hint that wakes a worker; without it, it finds what is due a little later.
The worker `deliver` claims what is due, sends without a transaction, and settles.
"""

from partnerhub.domain.webhooks.carrying import CARRY
from partnerhub.domain.webhooks.enqueue import publish
from partnerhub.domain.webhooks.headers import SCHEMA as HEADERS
from partnerhub.domain.webhooks.headers import VALUE_SCHEMA as HEADER
from partnerhub.domain.webhooks.headers import check_headers
from partnerhub.domain.webhooks.log import NoEndpoint, attempts, owed, replay
from partnerhub.domain.webhooks.log_store import Attempt, Owed
from partnerhub.domain.webhooks.queue import OWED
from partnerhub.domain.webhooks.rotation import end_rotation, rotate
from partnerhub.domain.webhooks.signing import new_platform_secret, platform_secret, standard_secret
from partnerhub.domain.webhooks.store import Kind, partner_url, urls_among
from partnerhub.domain.webhooks.targets import PATTERN as URL
from partnerhub.domain.webhooks.targets import (
    Target,
    check_target,
    drop_target,
    partner_headers,
    set_partner_headers,
    set_partner_url,
    set_target,
    target,
    unsealed_headers,
)

__all__ = [
    "CARRY",
    "HEADER",
    "HEADERS",
    "OWED",
    "URL",
    "Attempt",
    "Kind",
    "NoEndpoint",
    "Owed",
    "Target",
    "attempts",
    "check_headers",
    "check_target",
    "drop_target",
    "end_rotation",
    "new_platform_secret",
    "owed",
    "partner_headers",
    "partner_url",
    "platform_secret",
    "publish",
    "replay",
    "rotate",
    "set_partner_headers",
    "set_partner_url",
    "set_target",
    "standard_secret",
    "target",
    "unsealed_headers",
    "urls_among",
]
