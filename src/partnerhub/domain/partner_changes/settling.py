"""The target decides: the client comes, or it does not."""

from datetime import datetime

from partnerhub.db.pool import Db
from partnerhub.domain import audit, partners
from partnerhub.domain.audit import Origin
from partnerhub.domain.partner_changes import moving, store, telling
from partnerhub.domain.partner_changes.crossing import NoSuchRequest, NotPending, cross
from partnerhub.domain.partner_changes.model import Request, ended
from partnerhub.domain.partner_changes.telling import Post, tell
from partnerhub.domain.partners import Partner


async def accept(db: Db, partner_id: str, request_id: str, *, origin: Origin, post: Post, now: datetime) -> Request:
    """The client has moved when this returns: its numbers, people and funds, and no permission and no key.

    Writes the audit log of both partners itself. Raises NoSuchRequest, NotPending, OtherPaymentModel, OnTheWay, BalanceOwed.
    """
    request = await _for_us(db, partner_id, request_id)
    target, source_id = await partners.get(db, partner_id), await cross(db, partner_id, request_id)
    done = ended(request, "accepted", now, target_client_id=moving.new_client_id())
    left = await moving.leave(db, source_id, request, target.payment_model, now=now)
    await tell(db, source_id, "partner_change_accepted", done, now)
    await _note_at(db, source_id, partner_id, "accept", request_id, now)
    await cross(db, source_id, request_id)
    await moving.arrive(db, partner_id, done, left, now=now)
    await _settle(db, partner_id, done, now)
    await tell(db, partner_id, "partner_change_accepted", done, now)
    await audit.record(db, partner_id, origin, action="partner_changes.accept", subject=request_id, now=now)
    await telling.write(db, partner_id, telling.ACCEPTED, done, _brand(target), post=post, now=now)
    return done


async def refuse(db: Db, partner_id: str, request_id: str, *, origin: Origin, post: Post, now: datetime) -> Request:
    """Raises NoSuchRequest, NotPending."""
    request = await _for_us(db, partner_id, request_id)
    target, source_id = await partners.get(db, partner_id), await cross(db, partner_id, request_id)
    done = ended(request, "refused", now)
    await tell(db, source_id, "partner_change_refused", done, now)
    await telling.write(db, source_id, telling.REFUSED, done, _brand(target), post=post, now=now)
    await _note_at(db, source_id, partner_id, "refuse", request_id, now)
    await cross(db, source_id, request_id)
    await _settle(db, partner_id, done, now)
    await tell(db, partner_id, "partner_change_refused", done, now)
    await audit.record(db, partner_id, origin, action="partner_changes.refuse", subject=request_id, now=now)
    return done


async def _for_us(db: Db, partner_id: str, request_id: str) -> Request:
    request = await store.find(db, partner_id, request_id)
    if request is None or request.target_partner_id != partner_id:
        raise NoSuchRequest
    return request


def _brand(partner: Partner) -> str:
    return partner.brand_name or partner.id


async def _note_at(db: Db, source_id: str, target_id: str, verb: str, request_id: str, now: datetime) -> None:
    """In the source's audit log stands which partner did it, and none of that partner's people."""
    origin = Origin(actor=f"partner:{target_id}")
    await audit.record(db, source_id, origin, action=f"partner_changes.{verb}", subject=request_id, now=now)


async def _settle(db: Db, partner_id: str, done: Request, now: datetime) -> None:
    if not await store.settle(db, partner_id, done.id, done.status, now, target_client_id=done.target_client_id):
        raise NotPending
