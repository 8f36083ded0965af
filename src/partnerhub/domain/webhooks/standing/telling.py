"""Telling of a change of an endpoint's standing: `endpoint.failing`, `endpoint.disabled`, `endpoint.recovered`.

Told to the partner's own endpoint, kept in the log of events, and noted in the audit log. What would have to pass the very
endpoint that fails is in the two logs only.
"""

from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import audit
from partnerhub.domain.webhooks.endpoints.ids import name_of
from partnerhub.domain.webhooks.enqueue import publish
from partnerhub.domain.webhooks.standing.rules import Health
from partnerhub.domain.webhooks.standing.store import Judged
from partnerhub.kit import clock
from partnerhub.upstream.receivers.answers import Answer

NAMES = {"failing": "endpoint.failing", "disabled": "endpoint.disabled", "healthy": "endpoint.recovered"}


class _Told(msgspec.Struct, omit_defaults=True, kw_only=True):
    """`name`: of a destination. `host`: not the whole URL, which may hold a secret. `status`, `error`: of the last attempt."""

    id: str
    kind: str
    owner_id: str
    name: str = ""
    host: str
    standing: str
    failures: int = 0
    failing_since: str = ""
    disabled_reason: str = ""
    status: int = 0
    error: str = ""


async def tell_standing(
    db: Db, partner_id: str, endpoint_id: int, endpoint: Judged, health: Health, last: Answer
) -> None:
    told = _Told(
        id=name_of(endpoint_id),
        kind=endpoint.kind,
        owner_id=endpoint.owner_id,
        name=endpoint.name,
        host=urlsplit(endpoint.url or "").hostname or "",
        standing=health.standing,
        failures=health.failures,
        failing_since=clock.iso(health.failing_since) if health.failing_since else "",
        disabled_reason=health.reason or "",
        status=last.status,
        error=last.failure or "",
    )
    await _tell(db, partner_id, told, endpoint.now)


async def _tell(db: Db, partner_id: str, told: _Told, now: datetime) -> None:
    own = told.kind == "partner" and told.standing != "healthy"
    data, name = msgspec.json.encode(told), NAMES[told.standing]
    await publish(
        db, partner_id, type=name, data=data, owed=not own, now=now,
        channel_id=told.owner_id if told.kind in {"channel", "destination"} else None,
    )  # fmt: skip
    await audit.record(
        db, partner_id, audit.Origin(actor="system"), action=name, subject=told.owner_id, now=now, detail=data.decode()
    )
