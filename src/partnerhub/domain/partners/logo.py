"""A partner's logo, kept here, at an address that changes with the picture."""

import hashlib

from partnerhub.db.pool import Db
from partnerhub.domain.partners import logo_store, store
from partnerhub.domain.partners.logo_store import find
from partnerhub.domain.partners.pictures import judged

__all__ = ["find", "keep", "remove"]


async def keep(db: Db, partner_id: str, content: bytes, *, folder: str) -> None:
    """It becomes the partner's `logo_url`, below `folder`. Raises BadLogo."""
    media_type = judged(content).media_type
    name = f"{hashlib.sha256(content).hexdigest()[:16]}.{media_type.partition('/')[2]}"
    await logo_store.put(db, partner_id, name, media_type, content)
    await store.change(db, partner_id, {"logo_url": f"{folder}/{partner_id}/{name}"})


async def remove(db: Db, partner_id: str) -> None:
    """Whether it is kept here or elsewhere."""
    await logo_store.remove(db, partner_id)
    await store.change(db, partner_id, {"logo_url": None})
