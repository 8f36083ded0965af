"""What passes between the queue and the worker."""

from datetime import datetime

import msgspec

from partnerhub.domain.webhooks.schedule import CLAIMS, Outcome
from partnerhub.domain.webhooks.standing.rules import Standing

OWED = "delivery_owed"  # the hint that there is something new


class DueEndpoint(msgspec.Struct, frozen=True):
    """An endpoint with deliveries that are due. `headers` and the secrets are sealed.

    `ordered`: since when one of them is due that belongs to a bucket that keeps an order, and may have to wait for
    others; `loose`: since when one that does not. None: there is none.
    """

    partner_id: str
    id: int
    url: str
    headers: bytes | None
    platform_secret: bytes | None
    previous_secret: bytes | None
    previous_ends_at: datetime | None
    max_in_flight: int
    failures: int
    standing: Standing
    loose: datetime | None
    ordered: datetime | None

    @property
    def key(self) -> tuple[str, int]:
        return self.partner_id, self.id

    @property
    def since(self) -> datetime:
        """When the oldest of what is due became so."""
        return min(at for at in (self.loose, self.ordered) if at)

    @property
    def in_trouble(self) -> bool:
        """A success changes how it stands."""
        return self.failures > 0 or self.standing != "healthy"


class Wanted(msgspec.Struct, frozen=True):
    """Claim up to `room` deliveries, so that no more than `most` are in flight to the endpoint, over all workers."""

    endpoint: DueEndpoint
    room: int
    most: int


class Claimed(msgspec.Struct, frozen=True):
    """One delivery in a worker's hands. `attempt` counts this one. Without `body` its event is missing."""

    partner_id: str
    endpoint_id: int
    event_id: str
    claim_id: int
    attempt: int
    type: str
    client_id: str | None
    channel_id: str | None
    body: bytes | None

    @property
    def poisonous(self) -> bool:
        """Claimed again and again and never settled: whoever takes it dies."""
        return self.attempt > CLAIMS


class Settled(msgspec.Struct, frozen=True):
    """The end of one attempt. `delay`: seconds until the next one, None: nothing more is owed."""

    claimed: Claimed
    outcome: Outcome
    delay: float | None
    status: int
    error: str | None
    answer: bytes
    ms: int
