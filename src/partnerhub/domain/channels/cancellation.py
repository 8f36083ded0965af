"""Cancellation (contract partner-api §7.4): in force at the end of the calendar month (UTC), reversible until then."""

from datetime import UTC, datetime, timedelta

import msgspec

from partnerhub.db.pool import Db
from partnerhub.domain.channels.notice import tell
from partnerhub.domain.channels.store import GONE, find_doc_of_client, set_cancelled, set_uncancelled
from partnerhub.kit.problems import Conflict, NotFound


class NoSuchChannel(NotFound):
    """Channel not found."""


class AlreadyTerminated(Conflict):
    """The channel is terminated; its cancellation can no longer be revoked."""

    code = "already_terminated"


class _Ended(msgspec.Struct):
    hub_status: str


async def request_cancellation(db: Db, partner_id: str, client_id: str, channel_id: str, *, now: datetime) -> bytes:
    """Returns the channel's document. Asking again changes nothing and is not told again."""
    doc = await set_cancelled(db, partner_id, client_id, channel_id, terminated_at=end_of_month(now), now=now)
    if doc is None:
        return await _unchanged(db, partner_id, client_id, channel_id)
    await tell(db, partner_id, "cancellation_request", doc, now)
    return doc.encode()


async def revoke_cancellation(db: Db, partner_id: str, client_id: str, channel_id: str, *, now: datetime) -> bytes:
    """Returns the channel's document. One that is not cancelled stays as it is; a terminated one raises AlreadyTerminated."""
    doc = await set_uncancelled(db, partner_id, client_id, channel_id, now)
    if doc is None:
        unchanged = await _unchanged(db, partner_id, client_id, channel_id)
        if msgspec.json.decode(unchanged, type=_Ended).hub_status in GONE:
            raise AlreadyTerminated
        return unchanged
    await tell(db, partner_id, "cancellation_revoke", doc, now)
    return doc.encode()


def end_of_month(now: datetime) -> datetime:
    """The first second after the calendar month of `now`."""
    return (now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0) + timedelta(days=32)).replace(
        day=1
    )


async def _unchanged(db: Db, partner_id: str, client_id: str, channel_id: str) -> bytes:
    doc = await find_doc_of_client(db, partner_id, client_id, channel_id)
    if doc is None:
        raise NoSuchChannel
    return doc.encode()
