"""A letter on its way into the box."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain.letters import store
from partnerhub.kit import ids
from partnerhub.kit.crypto import Vault
from partnerhub.upstream.mail import Letter

__all__ = ["Letter", "post"]


async def post(db: Db, partner_id: str, letter: Letter, *, vault: Vault, now: datetime) -> None:
    """Sent soon after the transaction commits, and never if it does not."""
    letter_id, sealed = ids.prefixed_uuid7("ltr"), vault.seal(letter.text)
    await store.add(db, partner_id, letter_id, letter.recipient, letter.subject, sealed, now=now)
