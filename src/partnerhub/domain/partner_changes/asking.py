"""A client asks for another partner, or takes that back."""

from datetime import datetime

import asyncpg

from partnerhub.db.pool import Db
from partnerhub.domain import audit, billing, partners
from partnerhub.domain.audit import Origin
from partnerhub.domain.channels import client_store
from partnerhub.domain.partner_changes import store
from partnerhub.domain.partner_changes.crossing import NotPending, cross
from partnerhub.domain.partner_changes.model import Request, ended
from partnerhub.domain.partner_changes.moving import OtherPaymentModel
from partnerhub.domain.partner_changes.purse import BalanceOwed
from partnerhub.domain.partner_changes.settling import accept
from partnerhub.domain.partner_changes.store import Destination
from partnerhub.domain.partner_changes.telling import Post, tell
from partnerhub.kit import ids
from partnerhub.kit.problems import BadInput, Conflict

__all__ = ["BalanceOwed", "Destination", "NoSuchPartner", "OtherPaymentModel", "ask", "destination", "withdraw"]

AUTOMATIC = Origin(actor="auto_approve")  # the target's setting, none of its people


class NoSuchPartner(BadInput):
    """There is no other partner with this ID. Ask your new partner for it: it ends in PA."""

    code = "no_such_partner"


class PartnerClosed(Conflict):
    """This partner takes no new clients for the time being."""

    code = "partner_closed"


class AskedAlready(Conflict):
    """You have asked already. Take that back before you ask another partner."""

    code = "partner_change_pending"


async def destination(db: Db, partner_id: str, client_id: str, target_id: str) -> Destination:
    """Where the client would go. Raises NoSuchPartner, OtherPaymentModel, PartnerClosed, BalanceOwed."""
    target = await store.find_destination(db, partner_id, target_id.strip().replace("\0", ""))
    if target is None:
        raise NoSuchPartner(field="to")
    if target.payment_model != (await partners.get(db, partner_id)).payment_model:
        raise OtherPaymentModel(field="to")
    if target.closed:
        raise PartnerClosed(field="to")
    if any(one.balance < 0 for one in await billing.funds_of_client(db, partner_id, client_id)):
        raise BalanceOwed(field="to")
    return target


async def ask(
    db: Db, partner_id: str, client_id: str, target_id: str, *, origin: Origin, post: Post, now: datetime
) -> Request:
    """Both partners are told. Where the target approves by itself the client has moved, and so has the connection.

    `origin`: the client's user. Writes the audit log of both partners itself.
    Raises what `destination` raises, OnTheWay, AskedAlready.
    """
    target = await destination(db, partner_id, client_id, target_id)
    request = await _request(db, partner_id, client_id, target.id, origin, now)
    try:
        async with db.transaction():
            await store.ask(db, partner_id, request)
    except asyncpg.UniqueViolationError as error:
        raise AskedAlready from error
    await tell(db, partner_id, "partner_change_requested", request, now)
    await audit.record(db, partner_id, origin, action="partner_changes.ask", subject=request.id, now=now)
    await cross(db, partner_id, request.id)
    await tell(db, target.id, "partner_change_requested", request, now)
    if target.auto_approve:
        return await accept(db, target.id, request.id, origin=AUTOMATIC, post=post, now=now)
    await cross(db, target.id, request.id)
    return request


async def withdraw(db: Db, partner_id: str, client_id: str, *, origin: Origin, now: datetime) -> Request:
    """The client's pending request is over, and both partners are told. Raises NotPending."""
    request = await store.latest_of_client(db, partner_id, client_id)
    if request is None:
        raise NotPending
    over = ended(request, "withdrawn", now)
    target_id = await cross(db, partner_id, request.id)
    await tell(db, target_id, "partner_change_withdrawn", over, now)
    await cross(db, target_id, request.id)
    await store.settle(db, partner_id, request.id, "withdrawn", now)
    await tell(db, partner_id, "partner_change_withdrawn", over, now)
    await audit.record(db, partner_id, origin, action="partner_changes.withdraw", subject=request.id, now=now)
    return over


async def _request(db: Db, partner_id: str, client_id: str, target_id: str, origin: Origin, now: datetime) -> Request:
    client = await client_store.find(db, partner_id, client_id)
    if client is None:
        raise LookupError(client_id)
    return Request(
        id=ids.prefixed_uuid7("pcr"), status="pending", source_partner_id=partner_id, source_client_id=client_id,
        target_partner_id=target_id, target_client_id=None, client_name=client.name, channels=client.channels,
        asked_by=origin.actor.removeprefix("user:"), created_at=now, modified_at=now,
    )  # fmt: skip
