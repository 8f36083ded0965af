"""Replacing the platform secret without a gap: for a while the old one and the new one are both good.

Standard Webhooks' signature then carries both, and links may be signed with either. `x-360dialog-signature` holds one
value: the old secret's until that ends, because no receiver can know the new one before it was made.
"""

from datetime import datetime, timedelta

from partnerhub.db.pool import Db
from partnerhub.domain.partners import secret_store as store
from partnerhub.domain.webhooks.signing import new_platform_secret
from partnerhub.kit.crypto import Vault
from partnerhub.kit.problems import BadInput, Conflict, NotFound
from partnerhub.kit.words import t

LONGEST_OVERLAP = timedelta(days=7)


class RotationUnderWay(Conflict):
    """The secret before this one is still good. Wait for its end, end it, or rotate with an overlap of 0."""

    code = "rotation_under_way"


class NoRotation(NotFound):
    """There is no old platform secret that is still good."""


async def rotate(db: Db, partner_id: str, vault: Vault, *, overlap: timedelta, now: datetime) -> str:
    """The new secret. Without an overlap, all before it end at once."""
    if not timedelta() <= overlap <= LONGEST_OVERLAP:
        raise BadInput(t("overlap_seconds must be between 0 and 604800, seven days."), field="overlap_seconds")
    secret = new_platform_secret()
    if not await store.rotate(db, partner_id, vault.seal(secret), ends_at=now + overlap, now=now):
        raise RotationUnderWay
    return secret


async def end_rotation(db: Db, partner_id: str, *, now: datetime) -> None:
    """The old secret is no longer good. Raises NoRotation."""
    if not await store.end_previous(db, partner_id, now):
        raise NoRotation
