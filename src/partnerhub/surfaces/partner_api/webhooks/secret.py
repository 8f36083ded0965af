"""The platform secret, which signs webhooks and onboarding links, and its rotation."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from litestar.params import JSONBody

from partnerhub.db.pool import Db
from partnerhub.domain import webhooks
from partnerhub.domain.partners import find_secrets
from partnerhub.kit import clock
from partnerhub.kit.crypto import Vault
from partnerhub.surfaces.partner_api.wire.bodies import DAY, Overlap
from partnerhub.surfaces.partner_api.wire.entrance import Secrets, Tenant, Who
from partnerhub.surfaces.partner_api.wire.errors import Done, done

SHOWN = 8  # characters


class RotationIn(msgspec.Struct):
    """How long the secret until now is still good; at most seven days, 0: not at all."""

    overlap_seconds: Overlap = DAY


class PreviousOut(msgspec.Struct):
    """It signs `x-360dialog-signature` and is accepted until `ends_at`."""

    hint: str
    ends_at: str


class PlatformSecretOut(msgspec.Struct, kw_only=True):
    """`hint` is the first characters of the secret. `previous` is the one before it while that is good."""

    exists: bool
    hint: str | None
    changed_at: str | None
    previous: PreviousOut | None


class NewPlatformSecretOut(PlatformSecretOut, kw_only=True):
    """Both are shown this once; `standard_secret` is for libraries of Standard Webhooks."""

    platform_secret: str
    standard_secret: str


async def read(caller: Who, db: Tenant, vault: Secrets) -> PlatformSecretOut:
    return PlatformSecretOut(**await _shown(db, caller.partner_id, vault, clock.now()))


async def rotate(caller: Who, db: Tenant, vault: Secrets, data: JSONBody[RotationIn]) -> NewPlatformSecretOut:
    now, overlap = clock.now(), timedelta(seconds=data.overlap_seconds)
    secret = await webhooks.rotate(db, caller.partner_id, vault, overlap=overlap, now=now)
    shown = await _shown(db, caller.partner_id, vault, now)
    return NewPlatformSecretOut(**shown, platform_secret=secret, standard_secret=webhooks.standard_secret(secret))


async def end(caller: Who, db: Tenant) -> Done:
    await webhooks.end_rotation(db, caller.partner_id, now=clock.now())
    return done("The old platform secret has ended")


async def _shown(db: Db, partner_id: str, vault: Vault, now: datetime) -> dict[str, Any]:
    kept = await find_secrets(db, partner_id)
    hints = [vault.unseal(one)[:SHOWN] for one in kept.at(now)]
    previous = kept.previous_ends_at and len(hints) > 1 and PreviousOut(hints[1], clock.iso(kept.previous_ends_at))
    return {
        "exists": bool(hints),
        "hint": hints[0] if hints else None,
        "changed_at": clock.iso(kept.changed_at) if kept.changed_at else None,
        "previous": previous or None,
    }
