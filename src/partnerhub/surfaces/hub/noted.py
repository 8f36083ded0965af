"""What people change is written down with who did it, in the transaction of the change."""

from typing import Any

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain import audit
from partnerhub.kit import clock
from partnerhub.surfaces.hub.headers import request_id
from partnerhub.surfaces.hub.parts import Page
from partnerhub.surfaces.hub.people import ClientUser, PartnerUser


async def note(request: Page, db: Db, user: PartnerUser | ClientUser, action: str, subject: str, **detail: Any) -> None:
    """`action` is thing and past participle, as `api_key.revoked`; `detail` never holds a secret."""
    client = request.client.host if request.client else None
    await audit.record(
        db, user.partner_id, actor=user.actor, action=action, subject=subject, now=clock.now(),
        detail=msgspec.json.encode({**detail, "address": client}).decode(), request_id=request_id(request.scope) or None,
    )  # fmt: skip
