"""From one side of a request to the other: one transaction that acts for two partners, one after the other."""

from partnerhub.db.pool import Db
from partnerhub.domain.partner_changes import store
from partnerhub.kit.problems import Conflict, NotFound


class NoSuchRequest(NotFound):
    """There is no such request."""


class NotPending(Conflict):
    """This request is over: it was accepted, refused or taken back."""

    code = "partner_change_over"


async def cross(db: Db, partner_id: str, request_id: str) -> str:
    """The other partner, for whom the connection acts from here on; the request is held. Raises NotPending."""
    other = await store.cross(db, partner_id, request_id)
    if other is None:
        raise NotPending
    return other
