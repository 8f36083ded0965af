"""What a replay is."""

from datetime import datetime
from typing import Literal

import msgspec

from partnerhub.kit.problems import Conflict, NotFound

Status = Literal["delivered", "waiting", "exhausted", "dead", "no_endpoint"]
STATUSES: tuple[str, ...] = ("delivered", "waiting", "exhausted", "dead", "no_endpoint")


class NoSuchReplay(NotFound):
    """Replay not found."""


class TooManyReplays(Conflict):
    """Five replays are under way. Wait for one of them, or cancel it."""

    code = "too_many_replays"


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """`reached`: the last event looked at. `owed_already`: was owed when its turn came, and is due now. None: any."""

    id: str
    state: Literal["running", "done", "cancelled"]
    since: datetime
    until: datetime
    type: str | None
    status: Status | None
    endpoint_id: int | None
    client_id: str | None
    channel_id: str | None
    reached: str
    looked_at: int
    owed: int
    owed_already: int
    without_endpoint: int
    created_at: datetime
    finished_at: datetime | None
